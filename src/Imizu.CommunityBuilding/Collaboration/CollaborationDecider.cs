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
        (_, var c) when DayOfOccurrence.Check("on", c.On, c.Today) is { } refusal => refusal,

        (_, HoldBriefing c) when PrintedText.Check("content", c.Content) is { } refusal => refusal,
        (_, HoldCouncil c) when PrintedText.Check("matters", c.Matters) is { } refusal => refusal,
        (_, ImproveWorkingEnvironment c) when PrintedText.Check("programme", c.Programme, most: 60) is { } refusal => refusal,
        (_, ImproveWorkingEnvironment c) when PrintedText.Check("content", c.Content) is { } refusal => refusal,

        (Done d, var c) => AlreadyRecorded.Answer(d.As, Happening(c)),
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
