using Imizu.Contracts.CommunityBuilding;
using Imizu.EventStreams;
using static Imizu.CommunityBuilding.Bases.ActivityBase;
using static Imizu.CommunityBuilding.Bases.ActivityBaseCommand;
using static Imizu.Contracts.CommunityBuilding.ActivityBaseEvent;

namespace Imizu.CommunityBuilding.Bases;

/// <summary>The rules of bases; the first row that fits decides.</summary>
public static class ActivityBaseDecider
{
    public static Decision<ActivityBaseEvent> Decide(ActivityBase @base, ActivityBaseCommand command) => (@base, command) switch
    {
        (_, var c) when DayOfOccurrence.Check("on", c.On, c.Today) is { } refusal => refusal,

        (_, OpenBase c) when PrintedText.Check("name", c.Name, most: 60) is { } refusal => refusal,
        (Unknown, OpenBase c) => new Opened(c.On, c.Name),
        (Unknown, CloseBase) => new Refusal("id", "この番号の活動拠点はありません。先に開設を記録してください。"),

        (Open o, OpenBase c) => AlreadyRecorded.Answer<ActivityBaseEvent>(o.As, new Opened(c.On, c.Name)),
        (Former f, OpenBase) => new Refusal("id", $"この活動拠点は{f.As.On:yyyy-MM-dd}に閉じています。再び開くときは、新しい番号で記録してください。"),

        (Open o, CloseBase c) when c.On < o.As.On => new Refusal("on", $"開設の日（{o.As.On:yyyy-MM-dd}）より前です。"),
        (Open, CloseBase c) => new Closed(c.On),
        (Former f, CloseBase c) => AlreadyRecorded.Answer<ActivityBaseEvent>(f.As, new Closed(c.On)),

        _ => throw new System.Diagnostics.UnreachableException($"{@base.GetType().Name}, {command.GetType().Name}"),
    };

    /// <summary>What could not be without what.</summary>
    public static bool DependsOn(ActivityBaseEvent later, ActivityBaseEvent earlier) => (later, earlier) is (Closed, Opened);
}
