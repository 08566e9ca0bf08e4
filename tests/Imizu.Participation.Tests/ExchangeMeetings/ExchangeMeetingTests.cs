using Imizu.Contracts.Participation;
using Imizu.Participation.ExchangeMeetings;
using Imizu.Testing;
using Xunit;
using static Imizu.Participation.ExchangeMeetings.ExchangeMeetingCommand;

namespace Imizu.Participation.Tests.ExchangeMeetings;

public sealed class ExchangeMeetingTests
{
    private static readonly Hold Holding = new(
        new DateOnly(2024, 5, 8), new TimeOnly(13, 30), new TimeOnly(15, 30), "プラットフォーム交流会", "顔の見える関係をつくる", "救急薬品市民交流プラザ",
        "講演とグループワーク", [new(ParticipantField.Disability, 12), new(ParticipantField.Administration, 0)]);

    private static readonly ExchangeMeetingEvent Held = HeldAs(Holding);

    private readonly DeciderSpec<ExchangeMeeting, ExchangeMeetingEvent, ExchangeMeetingCommand> _meeting = new(ExchangeMeetingEndpoints.Definition);

    [Fact]
    public void A_meeting_is_held() => _meeting.Given().When(Holding).Then(Held);

    [Fact]
    public void Today_has_happened() => ThenHeld(Holding with { On = Days.Today });

    [Fact]
    public void Tomorrow_has_not_happened() => _meeting.Given().When(Holding with { On = Days.Tomorrow }).ThenRefused("on");

    [Fact]
    public void A_mistyped_year_is_noticed() => _meeting.Given().When(Holding with { On = new DateOnly(24, 5, 8) }).ThenRefused("on");

    [Fact]
    public void Holding_twice_records_nothing_new() =>
        _meeting.Given(Held).When(Holding with { Participants = [new(ParticipantField.Disability, 12), new(ParticipantField.Administration, 0)] }).ThenNothingNew();

    public static TheoryData<string, Hold> Others => new()
    {
        { "on", Holding with { On = Days.Today } },
        { "from", Holding with { From = new(13, 0) } },
        { "to", Holding with { To = new(16, 0) } },
        { "name", Holding with { Name = "別の会" } },
        { "purpose", Holding with { Purpose = "別の目的" } },
        { "venue", Holding with { Venue = "別の会場" } },
        { "content", Holding with { Content = "別の内容" } },
        { "participants", Holding with { Participants = [new(ParticipantField.Disability, 13), new(ParticipantField.Administration, 0)] } },
    };

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void A_number_belongs_to_one_meeting(string field, Hold other) => _meeting.Given(Held).When(other).ThenRefused(field);

    [Fact]
    public void A_meeting_takes_time() => _meeting.Given().When(Holding with { To = Holding.From }).ThenRefused("to");

    [Fact]
    public void A_meeting_does_not_end_before_it_begins() =>
        _meeting.Given().When(Holding with { To = Holding.From.AddMinutes(-1) }).ThenRefused("to");

    public static TheoryData<string, Hold> Wordless => new()
    {
        { "name", Holding with { Name = "" } },
        { "purpose", Holding with { Purpose = "" } },
        { "venue", Holding with { Venue = "" } },
        { "content", Holding with { Content = "" } },
    };

    public static TheoryData<string, Hold> Wordy => new()
    {
        { "name", Holding with { Name = new('会', 61) } },
        { "purpose", Holding with { Purpose = new('会', 301) } },
        { "venue", Holding with { Venue = new('会', 61) } },
        { "content", Holding with { Content = new('会', 301) } },
    };

    [Theory]
    [MemberData(nameof(Wordless), DisableDiscoveryEnumeration = true)]
    public void What_is_printed_has_words(string field, Hold holding) => _meeting.Given().When(holding).ThenRefused(field);

    [Theory]
    [MemberData(nameof(Wordy), DisableDiscoveryEnumeration = true)]
    public void What_is_printed_has_room(string field, Hold holding) => _meeting.Given().When(holding).ThenRefused(field);

    [Fact]
    public void Words_may_fill_their_room() =>
        ThenHeld(Holding with { Name = new('会', 60), Purpose = new('会', 300), Venue = new('会', 60), Content = new('会', 300) });

    [Fact]
    public void Somebody_took_part() => _meeting.Given().When(Holding with { Participants = [] }).ThenRefused("participants");

    [Fact]
    public void An_empty_row_is_refused() =>
        _meeting.Given().When(Holding with { Participants = [new(ParticipantField.Disability, 12), null!] }).ThenRefused("participants");

    [Fact]
    public void No_field_has_two_rows() =>
        _meeting.Given().When(With(new(ParticipantField.Disability, 12), new(ParticipantField.Disability, 1))).ThenRefused("participants");

    [Fact]
    public void Fewer_than_nobody_did_not_come() => _meeting.Given().When(With(new FieldAttendance(ParticipantField.Disability, -1))).ThenRefused("participants");

    [Fact]
    public void More_than_the_city_did_not_come() =>
        _meeting.Given().When(With(new FieldAttendance(ParticipantField.Disability, 100_001))).ThenRefused("participants");

    [Fact]
    public void A_crowd_may_come() => ThenHeld(With(new FieldAttendance(ParticipantField.Disability, 100_000)));

    [Fact]
    public void A_meeting_can_be_retracted() => _meeting.Given(Held).WhenRetracting(Held).ThenRetracted();

    private static Hold With(params FieldAttendance[] participants) => Holding with { Participants = participants };

    private void ThenHeld(Hold holding) => _meeting.Given().When(holding).Then(HeldAs(holding));

    private static ExchangeMeetingEvent.Held HeldAs(Hold h) =>
        new(h.On, h.From, h.To, h.Name, h.Purpose, h.Venue, h.Content, h.Participants);
}
