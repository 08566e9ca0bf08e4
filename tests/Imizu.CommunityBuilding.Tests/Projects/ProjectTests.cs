using Imizu.CommunityBuilding.Projects;
using Imizu.Contracts.CommunityBuilding;
using Imizu.Testing;
using Xunit;
using static Imizu.CommunityBuilding.Projects.ProjectCommand;
using static Imizu.Contracts.CommunityBuilding.ProjectEvent;

namespace Imizu.CommunityBuilding.Tests.Projects;

public sealed class ProjectTests
{
    private static readonly DateOnly May1 = new(2024, 5, 1), May8 = new(2024, 5, 8), June1 = new(2024, 6, 1);
    private static readonly Commission Commissioning = new(May8, "特定非営利活動法人ささえあい", "地域食堂", "月一回の食事会", AttendanceKind.Participation);
    private static readonly ProjectEvent Commissioned =
        new Commissioned(May8, "特定非営利活動法人ささえあい", "地域食堂", "月一回の食事会", AttendanceKind.Participation);
    private static readonly ProjectEvent Held = new SessionHeld(June1, 25);

    private readonly DeciderSpec<Project, ProjectEvent, ProjectCommand> _project = new(ProjectEndpoints.Definition);

    public static TheoryData<string, Commission> Wordless => new()
    {
        { "contractor", Commissioning with { Contractor = "" } },
        { "project", Commissioning with { Project = "" } },
        { "content", Commissioning with { Content = "" } },
    };

    public static TheoryData<string, Commission> Wordy => new()
    {
        { "contractor", Commissioning with { Contractor = new('会', 61) } },
        { "project", Commissioning with { Project = new('会', 61) } },
        { "content", Commissioning with { Content = new('会', 301) } },
    };

    public static TheoryData<string, Commission> Others => new()
    {
        { "on", Commissioning with { On = June1 } },
        { "contractor", Commissioning with { Contractor = "別の法人" } },
        { "project", Commissioning with { Project = "別の事業" } },
        { "content", Commissioning with { Content = "別の内容" } },
        { "attendance", Commissioning with { Attendance = AttendanceKind.Use } },
    };

    [Fact]
    public void An_organisation_is_commissioned() => _project.Given().When(Commissioning).Then(Commissioned);

    [Fact]
    public void Today_has_happened() => _project.Given(Commissioned).When(new HoldSession(Days.Today, 25)).Then(new SessionHeld(Days.Today, 25));

    [Fact]
    public void Tomorrow_has_not_happened() => _project.Given(Commissioned).When(new HoldSession(Days.Tomorrow, 25)).ThenRefused("on");

    [Fact]
    public void A_mistyped_year_is_noticed() => _project.Given().When(Commissioning with { On = new DateOnly(24, 5, 8) }).ThenRefused("on");

    [Theory]
    [MemberData(nameof(Wordless), DisableDiscoveryEnumeration = true)]
    public void What_is_printed_has_words(string field, Commission commission) => _project.Given().When(commission).ThenRefused(field);

    [Theory]
    [MemberData(nameof(Wordy), DisableDiscoveryEnumeration = true)]
    public void What_is_printed_has_room(string field, Commission commission) => _project.Given().When(commission).ThenRefused(field);

    [Fact]
    public void Words_may_fill_their_room() =>
        _project.Given().When(Commissioning with { Contractor = new('会', 60), Project = new('会', 60), Content = new('会', 300) })
            .Then(new Commissioned(May8, new('会', 60), new('会', 60), new('会', 300), AttendanceKind.Participation));

    [Fact]
    public void Commissioning_twice_records_nothing_new() => _project.Given(Commissioned).When(Commissioning).ThenNothingNew();

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void A_number_belongs_to_one_project(string field, Commission other) => _project.Given(Commissioned).When(other).ThenRefused(field);

    [Fact]
    public void A_session_is_held() => _project.Given(Commissioned).When(new HoldSession(June1, 25)).Then(Held);

    [Fact]
    public void Two_sessions_alike_are_two() => _project.Given(Commissioned, Held).When(new HoldSession(June1, 25)).Then(Held);

    [Fact]
    public void A_session_can_be_held_on_the_day_of_the_commission() =>
        _project.Given(Commissioned).When(new HoldSession(May8, 25)).Then(new SessionHeld(May8, 25));

    [Fact]
    public void A_session_is_not_held_before_the_commission() => _project.Given(Commissioned).When(new HoldSession(May1, 25)).ThenRefused("on");

    [Fact]
    public void A_session_is_not_held_without_a_commission() => _project.Given().When(new HoldSession(June1, 25)).ThenRefused("id");

    [Theory]
    [InlineData(-1)]
    [InlineData(100_001)]
    public void As_many_do_not_come(int attendances) => _project.Given(Commissioned).When(new HoldSession(June1, attendances)).ThenRefused("attendances");

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public void As_many_may_come(int attendances) =>
        _project.Given(Commissioned).When(new HoldSession(June1, attendances)).Then(new SessionHeld(June1, attendances));

    [Fact]
    public void The_commission_stays_while_a_session_stands_on_it() => _project.Given(Commissioned, Held).WhenRetracting(Commissioned).ThenRefused();

    [Fact]
    public void A_session_can_be_retracted_whatever_session_followed() =>
        _project.Given(Commissioned, Held, new SessionHeld(June1, 30)).WhenRetracting(Held).ThenRetracted();

    [Fact]
    public void Whatever_is_retracted_the_rest_stays_possible() =>
        EveryRetraction.LeavesWhatTheRulesAllow(ProjectEndpoints.Definition, length: 4,
            Commissioning, Commissioning with { On = June1 }, new HoldSession(May8, 25), new HoldSession(June1, 0));
}
