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
        (_, var c) when c.On > c.Today => new Refusal("on", "未来の日付は記録できません。"),

        (_, Register c) when PrintedText.Check("name", c.Name, most: 60) is { } refusal => refusal,
        (_, CreateExitPlace c) when PrintedText.Check("name", c.Name, most: 60) is { } refusal => refusal,
        (Unregistered, Register c) => new Registered(c.On, c.Kind, c.Name),
        (Unregistered, CreateExitPlace c) => new ExitPlaceCreated(c.On, c.Kind, c.Name),
        (Unregistered, _) => new Refusal("id", "この番号の社会資源はありません。先に登録してください。"),

        (Usable u, Register c) when u.As == new Registered(u.Since, c.Kind, c.Name) => new Unchanged(),
        (Usable u, CreateExitPlace c) when u.As == new ExitPlaceCreated(u.Since, c.Kind, c.Name) => new Unchanged(),
        (Usable, Register or CreateExitPlace) => new Refusal("id", "この番号は別の内容で登録されています。誤りなら、先にその記録を取り消してください。"),
        (Former f, Register or CreateExitPlace) => new Refusal("id",
            $"この社会資源は{f.WithdrawnOn:yyyy-MM-dd}から利用できません。再び利用できるときは、新しい番号で登録してください。"),

        (Usable u, Withdraw c) when c.On < u.Since => new Refusal("on", $"登録の日（{u.Since:yyyy-MM-dd}）より前です。"),
        (Usable, Withdraw c) => new Withdrawn(c.On),
        (Former, Withdraw) => new Unchanged(),

        _ => throw new System.Diagnostics.UnreachableException($"{resource.GetType().Name}, {command.GetType().Name}"),
    };

    /// <summary>What could not be without what.</summary>
    public static bool StandsOn(ResourceEvent later, ResourceEvent earlier) => (later, earlier) is (Withdrawn, Registered or ExitPlaceCreated);
}
