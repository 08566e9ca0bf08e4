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
        (_, var c) when c.On > c.Today => new Refusal("on", "未来の日付は記録できません。"),

        (_, OpenBase c) when PrintedText.Check("name", c.Name, most: 60) is { } refusal => refusal,
        (Unknown, OpenBase c) => new Opened(c.On, c.Name),
        (Unknown, CloseBase) => new Refusal("id", "この番号の活動拠点はありません。先に開設を記録してください。"),

        (Open o, OpenBase c) when o.As.Name == c.Name => new Unchanged(),
        (Open o, OpenBase) => new Refusal("id", $"この番号は「{o.As.Name}」のものです。誤りなら、先にその記録を取り消してください。"),
        (Former f, OpenBase) => new Refusal("id", $"この活動拠点は{f.ClosedOn:yyyy-MM-dd}に閉じています。再び開くときは、新しい番号で記録してください。"),

        (Open o, CloseBase c) when c.On < o.As.On => new Refusal("on", $"開設の日（{o.As.On:yyyy-MM-dd}）より前です。"),
        (Open, CloseBase c) => new Closed(c.On),
        (Former, CloseBase) => new Unchanged(),

        _ => throw new System.Diagnostics.UnreachableException($"{@base.GetType().Name}, {command.GetType().Name}"),
    };

    /// <summary>What could not be without what.</summary>
    public static bool StandsOn(ActivityBaseEvent later, ActivityBaseEvent earlier) => (later, earlier) is (Closed, Opened);
}
