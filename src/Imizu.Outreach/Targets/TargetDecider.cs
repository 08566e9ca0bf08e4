using Imizu.Contracts.Outreach;
using Imizu.EventStreams;
using static Imizu.Contracts.Outreach.TargetEvent;
using static Imizu.Outreach.Targets.Target;
using static Imizu.Outreach.Targets.TargetCommand;

namespace Imizu.Outreach.Targets;

/// <summary>The rules of outreach, to be read from top to bottom: the first row that fits decides.</summary>
public static class TargetDecider
{
    public static Decision<TargetEvent> Decide(Target target, TargetCommand command) => (target, command) switch
    {
        (_, var c) when DayOfOccurrence.Check("on", c.On, c.Today) is { } refusal => refusal,

        (Unknown, Identify c) => new Identified(c.On, c.Source),
        (Unknown, _) => new Refusal("id", "この番号の支援対象者はありません。先に支援対象者の把握を記録してください。"),
        (Followed f, Identify c) => AlreadyRecorded.Answer<TargetEvent>(f.As, new Identified(c.On, c.Source)),

        (Closed d, End c) => AlreadyRecorded.Answer<TargetEvent>(d.As, new Ended(c.On, c.Reason)),
        (Closed d, CreatePlan) => new Refusal("id", $"この支援対象者へのアウトリーチは{d.As.On:yyyy-MM-dd}に終了しています。"),
        (Closed d, var c) when c.On > d.As.On => new Refusal("on", $"アウトリーチの終了の日（{d.As.On:yyyy-MM-dd}）より後です。"),
        (Closed d, _) => Decide(d.Before, command),

        (Followed f, var c) when c.On < f.As.On => new Refusal("on", $"把握した日（{f.As.On:yyyy-MM-dd}）より前です。"),

        (Followed, RecordContact c) => new Contacted(c.On, c.Method, c.Met),

        (Followed { Plan: { } plan }, CreatePlan c) => AlreadyRecorded.Answer<TargetEvent>(plan, new PlanCreated(c.On)),
        (Followed, CreatePlan c) => new PlanCreated(c.On),

        (Followed { Connection: { } connection }, ConnectToConsultation c) =>
            AlreadyRecorded.Answer<TargetEvent>(connection, new ConnectedToConsultation(c.On, c.CaseId)),
        (Followed, ConnectToConsultation c) => new ConnectedToConsultation(c.On, c.CaseId),

        (Followed f, End c) when c.On < f.LatestOn => new Refusal("on", $"{f.LatestOn:yyyy-MM-dd}の記録があります。終了はその日以降にしてください。"),
        (Followed, End c) => new Ended(c.On, c.Reason),

        _ => throw new System.Diagnostics.UnreachableException($"{target.GetType().Name}, {command.GetType().Name}"),
    };

    /// <summary>What could not be without what.</summary>
    public static bool DependsOn(TargetEvent later, TargetEvent earlier) => (later, earlier) is (not Identified, Identified);
}
