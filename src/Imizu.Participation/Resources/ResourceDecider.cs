using Imizu.Contracts.Participation;
using Imizu.EventStreams;
using static Imizu.Contracts.Participation.ResourceEvent;
using static Imizu.Participation.Resources.Resource;
using static Imizu.Participation.Resources.ResourceCommand;

namespace Imizu.Participation.Resources;

/// <summary>The rules of social resources; the first row that fits decides.</summary>
public static class ResourceDecider
{
    public static Decision<ResourceEvent> Decide(Resource resource, ResourceCommand command) => (resource, command) switch
    {
        (_, var c) when DayOfOccurrence.Check("on", c.On, c.Today) is { } refusal => refusal,

        (_, Register c) when PrintedText.Check("name", c.Name, most: 60) is { } refusal => refusal,
        (_, CreateExitPlace c) when PrintedText.Check("name", c.Name, most: 60) is { } refusal => refusal,
        (Unregistered, Register c) => new Registered(c.On, c.Kind, c.Name),
        (Unregistered, CreateExitPlace c) => new ExitPlaceCreated(c.On, c.Kind, c.Name),
        (Unregistered, _) => new Refusal("id", "この番号の社会資源はありません。先に登録してください。"),

        (Usable u, Register c) => AlreadyRecorded.Answer(u.As, new Registered(c.On, c.Kind, c.Name)),
        (Usable u, CreateExitPlace c) => AlreadyRecorded.Answer(u.As, new ExitPlaceCreated(c.On, c.Kind, c.Name)),
        (Former f, Register or CreateExitPlace) => new Refusal("id",
            $"この社会資源は{f.As.On:yyyy-MM-dd}から利用できません。再び利用できるときは、新しい番号で登録してください。"),

        (Usable u, Withdraw c) when c.On < u.Since => new Refusal("on", $"登録の日（{u.Since:yyyy-MM-dd}）より前です。"),
        (Usable, Withdraw c) => new Withdrawn(c.On),
        (Former f, Withdraw c) => AlreadyRecorded.Answer<ResourceEvent>(f.As, new Withdrawn(c.On)),

        _ => throw new System.Diagnostics.UnreachableException($"{resource.GetType().Name}, {command.GetType().Name}"),
    };

    /// <summary>What could not be without what.</summary>
    public static bool DependsOn(ResourceEvent later, ResourceEvent earlier) => (later, earlier) is (Withdrawn, Registered or ExitPlaceCreated);
}
