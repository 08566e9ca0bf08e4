using Imizu.Contracts.CommunityBuilding;
using Imizu.EventStreams;
using static Imizu.CommunityBuilding.Collaboration.CollaborationCommand;
using static Imizu.CommunityBuilding.Collaboration.CollaborationEntry;
using static Imizu.Contracts.CommunityBuilding.CollaborationEvent;

namespace Imizu.CommunityBuilding.Collaboration;

/// <summary>The rules of collaboration; the first row that fits decides.</summary>
public static class CollaborationDecider
{
    public static Decision<CollaborationEvent> Decide(CollaborationEntry entry, CollaborationCommand command) => (entry, command) switch
    {
        (_, var c) when c.On > c.Today => new Refusal("on", "未来の日付は記録できません。"),

        (_, HoldBriefing c) when PrintedText.Check("content", c.Content) is { } refusal => refusal,
        (_, HoldCouncil c) when PrintedText.Check("matters", c.Matters) is { } refusal => refusal,
        (_, ImproveWorkingEnvironment c) when PrintedText.Check("programme", c.Programme, most: 60) is { } refusal => refusal,
        (_, ImproveWorkingEnvironment c) when PrintedText.Check("content", c.Content) is { } refusal => refusal,

        (Done d, var c) when d.As == Happening(c) => new Unchanged(),
        (Done, _) => new Refusal("id", "この番号には別の記録があります。新しい番号で記録してください。"),
        (_, var c) => Happening(c),
    };

    private static CollaborationEvent Happening(CollaborationCommand command) => command switch
    {
        HoldBriefing c => new BriefingHeld(c.On, c.Content),
        HoldCouncil c => new CouncilMet(c.On, c.Council, c.Matters),
        ImproveWorkingEnvironment c => new WorkingEnvironmentImproved(c.On, c.Programme, c.Content),
        _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
    };
}
