using Imizu.Contracts.Participation;
using Imizu.EventStreams;
using static Imizu.Contracts.Participation.AgencyEvent;
using static Imizu.Participation.Agencies.Agency;
using static Imizu.Participation.Agencies.AgencyCommand;

namespace Imizu.Participation.Agencies;

/// <summary>The rules of cooperating agencies; the first row that fits decides.</summary>
public static class AgencyDecider
{
    public static Decision<AgencyEvent> Decide(Agency agency, AgencyCommand command) => (agency, command) switch
    {
        (_, var c) when DayOfOccurrence.Check("on", c.On, c.Today) is { } refusal => refusal,

        (_, Join c) when PrintedText.Check("name", c.Name, most: 60) is { } refusal => refusal,
        (Unknown, Join c) => new Joined(c.On, c.Name),
        (Unknown, Leave) => new Refusal("id", "この番号の協力機関はありません。先に参加を記録してください。"),

        (Cooperating a, Join c) => AlreadyRecorded.Answer<AgencyEvent>(a.As, new Joined(c.On, c.Name)),
        (Former f, Join) => new Refusal("id", $"この協力機関は{f.As.On:yyyy-MM-dd}に離れています。再び協力するときは、新しい番号で記録してください。"),

        (Cooperating a, Leave c) when c.On < a.As.On => new Refusal("on", $"参加の日（{a.As.On:yyyy-MM-dd}）より前です。"),
        (Cooperating, Leave c) => new Left(c.On),
        (Former f, Leave c) => AlreadyRecorded.Answer<AgencyEvent>(f.As, new Left(c.On)),

        _ => throw new System.Diagnostics.UnreachableException($"{agency.GetType().Name}, {command.GetType().Name}"),
    };

    /// <summary>What could not be without what.</summary>
    public static bool DependsOn(AgencyEvent later, AgencyEvent earlier) => (later, earlier) is (Left, Joined);
}
