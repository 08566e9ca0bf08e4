using Imizu.CommunityBuilding.Collaboration;
using Imizu.Contracts.CommunityBuilding;
using Imizu.Testing;
using Xunit;
using static Imizu.CommunityBuilding.Collaboration.CollaborationCommand;
using static Imizu.Contracts.CommunityBuilding.CollaborationEvent;

namespace Imizu.CommunityBuilding.Tests.Collaboration;

public sealed class CollaborationTests
{
    private static readonly DateOnly May8 = new(2024, 5, 8), June1 = new(2024, 6, 1);
    private static readonly HoldBriefing Briefing = new(May8, "民生委員児童委員協議会で説明");
    private static readonly HoldCouncil Meeting = new(May8, Council.Promotion, "事業の評価");
    private static readonly ImproveWorkingEnvironment Improving = new(May8, "結ネット", "連絡網の電子化");
    private static readonly CollaborationEvent Briefed = new BriefingHeld(May8, "民生委員児童委員協議会で説明");
    private static readonly CollaborationEvent Met = new CouncilMet(May8, Council.Promotion, "事業の評価");
    private static readonly CollaborationEvent Improved = new WorkingEnvironmentImproved(May8, "結ネット", "連絡網の電子化");

    private readonly DeciderSpec<CollaborationEntry, CollaborationEvent, CollaborationCommand> _entry = new(CollaborationEndpoints.Definition);

    public static TheoryData<string, CollaborationCommand> Wordless => new()
    {
        { "content", Briefing with { Content = "" } },
        { "matters", Meeting with { Matters = "" } },
        { "programme", Improving with { Programme = "" } },
        { "content", Improving with { Content = "" } },
    };

    public static TheoryData<string, CollaborationCommand> Wordy => new()
    {
        { "content", Briefing with { Content = new('会', 301) } },
        { "matters", Meeting with { Matters = new('会', 301) } },
        { "programme", Improving with { Programme = new('会', 61) } },
        { "content", Improving with { Content = new('会', 301) } },
    };

    public static TheoryData<CollaborationEvent, CollaborationCommand, string> Others => new()
    {
        { Briefed, Briefing with { On = June1 }, "on" },
        { Briefed, Briefing with { Content = "別の説明" }, "content" },
        { Briefed, Meeting, "id" },
        { Met, Meeting with { On = June1 }, "on" },
        { Met, Meeting with { Council = Council.PromotionLiaison }, "council" },
        { Met, Meeting with { Matters = "別の議事" }, "matters" },
        { Met, Improving, "id" },
        { Improved, Improving with { On = June1 }, "on" },
        { Improved, Improving with { Programme = "別の事業" }, "programme" },
        { Improved, Improving with { Content = "別の内容" }, "content" },
        { Improved, Briefing, "id" },
    };

    public static TheoryData<CollaborationCommand, CollaborationEvent> Entries => new()
    {
        { Briefing, Briefed },
        { Meeting, Met },
        { Improving, Improved },
    };

    public static TheoryData<CollaborationCommand, CollaborationEvent> FullEntries => new()
    {
        { Briefing with { Content = new('会', 300) }, new BriefingHeld(May8, new('会', 300)) },
        { Meeting with { Matters = new('会', 300) }, new CouncilMet(May8, Council.Promotion, new('会', 300)) },
        {
            Improving with { Programme = new('会', 60), Content = new('会', 300) },
            new WorkingEnvironmentImproved(May8, new('会', 60), new('会', 300))
        },
    };

    [Theory]
    [MemberData(nameof(Entries), DisableDiscoveryEnumeration = true)]
    public void What_was_done_is_recorded(CollaborationCommand command, CollaborationEvent done) => _entry.Given().When(command).Then(done);

    [Theory]
    [MemberData(nameof(Entries), DisableDiscoveryEnumeration = true)]
    public void Recording_it_twice_records_nothing_new(CollaborationCommand command, CollaborationEvent done) =>
        _entry.Given(done).When(command).ThenNothingNew();

    [Theory]
    [MemberData(nameof(Entries), DisableDiscoveryEnumeration = true)]
    public void It_can_be_retracted_and_recorded_anew(CollaborationCommand command, CollaborationEvent done)
    {
        _entry.Given(done).WhenRetracting(done).ThenRetracted();
        _entry.Given().When(command).Then(done);
    }

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void A_number_belongs_to_one_entry(CollaborationEvent done, CollaborationCommand other, string field) =>
        _entry.Given(done).When(other).ThenRefused(field);

    [Theory]
    [MemberData(nameof(Wordless), DisableDiscoveryEnumeration = true)]
    public void What_is_printed_has_words(string field, CollaborationCommand command) => _entry.Given().When(command).ThenRefused(field);

    [Theory]
    [MemberData(nameof(Wordy), DisableDiscoveryEnumeration = true)]
    public void What_is_printed_has_room(string field, CollaborationCommand command) => _entry.Given().When(command).ThenRefused(field);

    [Theory]
    [MemberData(nameof(FullEntries), DisableDiscoveryEnumeration = true)]
    public void Words_may_fill_their_room(CollaborationCommand command, CollaborationEvent done) => _entry.Given().When(command).Then(done);

    [Fact]
    public void Today_has_happened() =>
        _entry.Given().When(Briefing with { On = Days.Today }).Then(new BriefingHeld(Days.Today, "民生委員児童委員協議会で説明"));

    [Fact]
    public void Tomorrow_has_not_happened() => _entry.Given().When(Briefing with { On = Days.Tomorrow }).ThenRefused("on");

    [Fact]
    public void A_mistyped_year_is_noticed() => _entry.Given().When(Briefing with { On = new DateOnly(24, 5, 8) }).ThenRefused("on");
}
