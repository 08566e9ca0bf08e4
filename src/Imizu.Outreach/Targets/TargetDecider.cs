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
        (_, var c) when c.On > c.Today => new Refusal("on", "未来の日付は記録できません。"),

        (Unknown, Identify c) => new Identified(c.On, c.Source),
        (Unknown, _) => new Refusal("id", "この番号の支援対象者はありません。先に支援対象者の把握を記録してください。"),
        (_, Identify) => new Unchanged(),

        (Closed, End) => new Unchanged(),
        (Closed d, CreatePlan) => new Refusal("id", $"この支援対象者へのアウトリーチは{d.On:yyyy-MM-dd}に終了しています。"),
        (Closed d, var c) when c.On > d.On => new Refusal("on", $"アウトリーチの終了の日（{d.On:yyyy-MM-dd}）より後です。"),
        (Closed d, _) => Decide(d.Before, command),

        (Followed f, var c) when c.On < f.IdentifiedOn => new Refusal("on", $"把握した日（{f.IdentifiedOn:yyyy-MM-dd}）より前です。"),

        (Followed, RecordContact c) => new Contacted(c.On, c.Method, c.Met),

        (Followed { PlannedOn: null }, CreatePlan c) => new PlanCreated(c.On),
        (Followed, CreatePlan) => new Unchanged(),

        (Followed { ConnectedTo: null }, ConnectToConsultation c) => new ConnectedToConsultation(c.On, c.CaseId),
        (Followed f, ConnectToConsultation c) when f.ConnectedTo == c.CaseId => new Unchanged(),
        (Followed f, ConnectToConsultation) =>
            new Refusal("caseId", $"すでに別の相談（{f.ConnectedTo}）につながっています。誤りなら、先にその記録を取り消してください。"),

        (Followed f, End c) when c.On < f.LatestOn => new Refusal("on", $"{f.LatestOn:yyyy-MM-dd}の記録があります。終了はその日以降にしてください。"),
        (Followed, End c) => new Ended(c.On, c.Reason),

        _ => throw new System.Diagnostics.UnreachableException($"{target.GetType().Name}, {command.GetType().Name}"),
    };

    /// <summary>What could not be without what.</summary>
    public static bool StandsOn(TargetEvent later, TargetEvent earlier) => (later, earlier) is (not Identified, Identified);
}
