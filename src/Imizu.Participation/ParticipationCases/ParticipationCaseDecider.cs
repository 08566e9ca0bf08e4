using Imizu.Contracts.Participation;
using Imizu.EventStreams;
using static Imizu.Contracts.Participation.ParticipationCaseEvent;
using static Imizu.Participation.ParticipationCases.ParticipationCase;
using static Imizu.Participation.ParticipationCases.ParticipationCaseCommand;

namespace Imizu.Participation.ParticipationCases;

/// <summary>The rules of participation support, to be read from top to bottom: the first row that fits decides.</summary>
public static class ParticipationCaseDecider
{
    public static Decision<ParticipationCaseEvent> Decide(ParticipationCase @case, ParticipationCaseCommand command) => (@case, command) switch
    {
        (_, var c) when DayOfOccurrence.Check("on", c.On, c.Today) is { } refusal => refusal,

        (Unknown, CreatePlan c) => new PlanCreated(c.On),
        (Unknown, _) => new Refusal("id", "この番号の参加支援はありません。先に参加支援のプラン作成を記録してください。"),
        (Planned p, CreatePlan c) => AlreadyRecorded.Answer<ParticipationCaseEvent>(p.As, new PlanCreated(c.On)),

        (Planned p, var c) when c.On < p.As.On => new Refusal("on", $"プラン作成の日（{p.As.On:yyyy-MM-dd}）より前です。"),

        (Planned p, Match c) when p.Matches.Contains(new Matched(c.On, c.ResourceId)) => new Unchanged(),
        (Planned, Match c) when c.Resource.RefusalOn(c.On) is { } refusal => refusal,
        (Planned, Match c) => new Matched(c.On, c.ResourceId),

        (Planned { Placements: [.., { End: null } running] }, StartPlacement c) =>
            AlreadyRecorded.Answer<ParticipationCaseEvent>(running.Start, new PlacementStarted(c.On)),
        (Planned { Placements: [.., { End: { } end }] }, StartPlacement c) when c.On < end.On =>
            new Refusal("on", $"前の参加を終えた日（{end.On:yyyy-MM-dd}）より前です。"),
        (Planned p, StartPlacement c) when !p.Matches.Any(match => match.On <= c.On) =>
            new Refusal("id", "先に社会資源とのマッチングを、参加を始めた日までの日付で記録してください。"),
        (Planned, StartPlacement c) => new PlacementStarted(c.On),

        (Planned { Placements: [] }, EndPlacement) => new Refusal("id", "参加が始まっていません。先に参加の開始を記録してください。"),
        (Planned { Placements: [.., { End: { } end }] }, EndPlacement c) =>
            AlreadyRecorded.Answer<ParticipationCaseEvent>(end, new PlacementEnded(c.On, c.Reason)),
        (Planned { Placements: [.., var running] }, EndPlacement c) when c.On < running.Start.On =>
            new Refusal("on", $"参加を始めた日（{running.Start.On:yyyy-MM-dd}）より前です。"),
        (Planned, EndPlacement c) => new PlacementEnded(c.On, c.Reason),

        _ => throw new System.Diagnostics.UnreachableException($"{@case.GetType().Name}, {command.GetType().Name}"),
    };

    /// <summary>What could not be without what.</summary>
    public static bool DependsOn(ParticipationCaseEvent later, ParticipationCaseEvent earlier) => (later, earlier) switch
    {
        (PlanCreated, _) => false,
        (_, PlanCreated) => true,
        (PlacementStarted started, Matched matched) => matched.On <= started.On,
        (PlacementEnded, PlacementStarted) => true,
        (PlacementStarted, PlacementEnded) => true,
        _ => false,
    };
}
