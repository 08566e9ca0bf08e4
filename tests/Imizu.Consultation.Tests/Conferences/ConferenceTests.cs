using Imizu.Consultation.Cases;
using Imizu.Consultation.Conferences;
using Imizu.Contracts.Consultation;
using Imizu.Testing;
using Xunit;
using static Imizu.Consultation.Conferences.ConferenceCommand;
using static Imizu.Contracts.Consultation.CaseEvent;
using static Imizu.Contracts.Consultation.ConferenceEvent;

namespace Imizu.Consultation.Tests.Conferences;

public sealed class ConferenceTests
{
    private static readonly DateOnly May1 = new(2024, 5, 1), May8 = new(2024, 5, 8), June1 = new(2024, 6, 1);
    private static readonly Guid Agreed = new("11111111-1111-4111-8111-111111111111"), Silent = new("22222222-2222-4222-8222-222222222222"),
        Unknown = new("33333333-3333-4333-8333-333333333333");
    private static readonly ConferenceEvent Held = new IndividualSupportConferenceHeld(May8, [Agreed]);

    private readonly DeciderSpec<Conference, ConferenceEvent, ConferenceCommand> _conference = new(ConferenceEndpoints.Definition);

    [Fact]
    public void A_conference_is_held_on_cases_that_agreed() => _conference.Given().When(On(May8, ConferenceKind.IndividualSupport, Agreed)).Then(Held);

    [Fact]
    public void Today_has_happened() =>
        _conference.Given().When(On(Days.Today, ConferenceKind.IndividualSupport, Agreed))
            .Then(new IndividualSupportConferenceHeld(Days.Today, [Agreed]));

    [Fact]
    public void Tomorrow_has_not_happened() =>
        _conference.Given().When(On(Days.Tomorrow, ConferenceKind.IndividualSupport, Agreed)).ThenRefused("on");

    [Fact]
    public void A_mistyped_year_is_noticed() =>
        _conference.Given().When(On(new DateOnly(24, 5, 8), ConferenceKind.SupportConference, Silent)).ThenRefused("on");

    [Fact]
    public void Holding_twice_records_nothing_new_whatever_became_of_the_cases() =>
        _conference.Given(Held).When(new Hold(May8, ConferenceKind.IndividualSupport, [Agreed])).ThenNothingNew();

    [Fact]
    public void A_number_belongs_to_one_conference()
    {
        _conference.Given(Held).When(On(June1, ConferenceKind.IndividualSupport, Agreed)).ThenRefused("on");
        _conference.Given(Held).When(On(May8, ConferenceKind.IndividualSupport, Agreed, Silent)).ThenRefused("cases");
        _conference.Given(Held).When(On(May8, ConferenceKind.SupportConference, Agreed)).ThenRefused("kind");
    }

    [Fact]
    public void No_conference_discusses_more_than_fifty_cases() =>
        _conference.Given().When(OnMany(ConferenceDecider.MostCases + 1)).ThenRefused("cases");

    [Fact]
    public async Task Too_many_cases_are_not_even_read()
    {
        var asked = await ConferenceEndpoints.WithCases(OnMany(ConferenceDecider.MostCases + 1), others: null!, TestContext.Current.CancellationToken);
        Assert.Empty(asked.Discussed);
    }

    [Fact]
    public void A_conference_discusses_fifty_cases() => Assert.Null(ConferenceDecider.Decide(
        Conference.Initial, OnMany(ConferenceDecider.MostCases) with { Today = Days.Today }).Refusal);

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
            .Then(new SupportConferenceHeld(May8, [Silent, Agreed]));

    [Fact]
    public void A_support_conference_may_speak_of_a_household_that_is_no_case_yet() =>
        _conference.Given().When(On(May8, ConferenceKind.SupportConference)).Then(new SupportConferenceHeld(May8, []));

    [Fact]
    public void Who_took_part_is_named_by_staff_codes_each_once_and_of_a_support_conference_only()
    {
        _conference.Given().When(On(May8, ConferenceKind.SupportConference) with { Attendees = ["staff-07", "staff-08"] }).Then(new SupportConferenceHeld(May8, [], ["staff-07", "staff-08"]));
        _conference.Given().When(On(May8, ConferenceKind.SupportConference) with { Attendees = ["staff-07", "staff-07"] }).ThenRefused("attendees");
        _conference.Given().When(On(May8, ConferenceKind.SupportConference) with { Attendees = ["山田"] }).ThenRefused("attendees");
        _conference.Given().When(On(May8, ConferenceKind.SupportConference) with { Attendees = [.. Enumerable.Range(0, 51).Select(n => $"staff-{n}")] }).ThenRefused("attendees");
        _conference.Given().When(On(May8, ConferenceKind.IndividualSupport, Agreed) with { Attendees = ["staff-07"] }).ThenRefused("attendees");
    }

    [Fact]
    public void A_refusal_for_want_of_consent_names_the_act_and_its_article() => Assert.Contains(
        "支援会議（社会福祉法第106条の6）",
        ConferenceDecider.Decide(Conference.Initial, On(May8, ConferenceKind.IndividualSupport, Silent) with { Today = Days.Today }).Refusal!.Because);

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

    /// <summary>All of them known cases: only their number can be wrong.</summary>
    private static Hold OnMany(int cases)
    {
        Guid[] ids = [.. Enumerable.Range(1, cases).Select(n => new Guid(n, 0, 0, new byte[8]))];
        return new Hold(May8, ConferenceKind.SupportConference, ids) { Discussed = ids.ToDictionary(id => id, _ => Known) };
    }

    private static Case Known => Case.Initial.Evolve(new Received(May1, ReferralRoute.Agency));
}
