using Imizu.Consultation.Cases;
using Imizu.Consultation.Conferences;
using Imizu.Contracts.Consultation;
using Imizu.Testing;
using Xunit;
using static Imizu.Consultation.Conferences.ConferenceCommand;
using static Imizu.Contracts.Consultation.CaseEvent;

namespace Imizu.Consultation.Tests.Conferences;

public sealed class ConferenceTests
{
    private static readonly DateOnly May1 = new(2024, 5, 1), May8 = new(2024, 5, 8), June1 = new(2024, 6, 1);
    private static readonly Guid Agreed = new("11111111-1111-4111-8111-111111111111"), Silent = new("22222222-2222-4222-8222-222222222222"),
        Unknown = new("33333333-3333-4333-8333-333333333333");
    private static readonly ConferenceEvent Held = new ConferenceEvent.Held(May8, ConferenceKind.IndividualSupport, [Agreed]);

    private readonly DeciderSpec<Conference, ConferenceEvent, ConferenceCommand> _conference = new(ConferenceEndpoints.Definition);

    [Fact]
    public void A_conference_is_held_on_cases_that_agreed() => _conference.Given().When(On(May8, ConferenceKind.IndividualSupport, Agreed)).Then(Held);

    [Fact]
    public void Today_has_happened() =>
        _conference.Given().When(On(Days.Today, ConferenceKind.IndividualSupport, Agreed))
            .Then(new ConferenceEvent.Held(Days.Today, ConferenceKind.IndividualSupport, [Agreed]));

    [Fact]
    public void Tomorrow_has_not_happened() =>
        _conference.Given().When(On(Days.Tomorrow, ConferenceKind.IndividualSupport, Agreed)).ThenRefused("on");

    [Fact]
    public void Holding_twice_records_nothing_new() =>
        _conference.Given(Held).When(On(June1, ConferenceKind.SupportConference, Silent)).ThenNothingNew();

    [Fact]
    public void A_conference_on_individual_support_discusses_a_case() =>
        _conference.Given().When(On(May8, ConferenceKind.IndividualSupport)).ThenRefused("cases");

    [Fact]
    public void No_case_is_named_twice() =>
        _conference.Given().When(On(May8, ConferenceKind.IndividualSupport, Agreed, Agreed)).ThenRefused("cases");

    [Theory]
    [InlineData(ConferenceKind.IndividualSupport)]
    [InlineData(ConferenceKind.SupportConference)]
    public void Unknown_cases_are_not_discussed(ConferenceKind kind) => _conference.Given().When(On(May8, kind, Agreed, Unknown)).ThenRefused("cases");

    [Fact]
    public void A_case_that_was_not_read_is_unknown() =>
        _conference.Given().When(new Hold(May8, ConferenceKind.SupportConference, [Agreed])).ThenRefused("cases");

    [Fact]
    public void Each_case_must_have_agreed() =>
        _conference.Given().When(On(May8, ConferenceKind.IndividualSupport, Agreed, Silent)).ThenRefused("cases");

    [Fact]
    public void Each_case_must_have_agreed_by_that_day() =>
        _conference.Given().When(On(May1, ConferenceKind.IndividualSupport, Agreed)).ThenRefused("cases");

    [Fact]
    public void A_support_conference_needs_no_consent() =>
        _conference.Given().When(On(May8, ConferenceKind.SupportConference, Silent, Agreed))
            .Then(new ConferenceEvent.Held(May8, ConferenceKind.SupportConference, [Silent, Agreed]));

    [Fact]
    public void A_conference_can_be_retracted() => _conference.Given(Held).WhenRetracting(Held).ThenRetracted();

    private static Hold On(DateOnly day, ConferenceKind kind, params Guid[] cases) => new(day, kind, cases)
    {
        Discussed = new Dictionary<Guid, Case>
        {
            [Agreed] = Known.Evolve(new ConsentGiven(May8)),
            [Silent] = Known,
        },
    };

    private static Case Known => Case.Initial.Evolve(new Received(May1, ReferralRoute.Agency));
}
