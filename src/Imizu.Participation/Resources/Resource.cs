using Imizu.Contracts.Participation;
using Imizu.EventStreams;
using static Imizu.Contracts.Participation.ResourceEvent;

namespace Imizu.Participation.Resources;

/// <summary>What is known of a social resource.</summary>
public abstract record Resource
{
    private Resource() { }

    public sealed record Unregistered : Resource;

    /// <param name="As">The event by which it became known: registered as it was, or newly created.</param>
    /// <param name="Since">The day of that.</param>
    public sealed record Usable(ResourceEvent As, DateOnly Since) : Resource;

    public sealed record Former(Usable Before, Withdrawn As) : Resource;

    public static readonly Resource Initial = new Unregistered();

    /// <summary>One that somebody can be matched with on that day, whatever else is known of it.</summary>
    public static Resource UsableOn(DateOnly day) => Initial.Evolve(new Registered(day, default, ""));

    /// <summary>Moves on by one event. Never judges: what is stored has happened.</summary>
    public Resource Evolve(ResourceEvent happened) => (this, happened) switch
    {
        (Unregistered, Registered e) => new Usable(e, e.On),
        (Unregistered, ExitPlaceCreated e) => new Usable(e, e.On),
        (Usable u, Withdrawn e) => new Former(u, e),
        _ => this,
    };

    /// <summary>Why nobody can be matched with it on that day; null if somebody can.</summary>
    public Refusal? RefusalOn(DateOnly day) => this switch
    {
        Unregistered => new Refusal("resourceId", "この番号の社会資源はありません。先に登録するか、番号を確かめてください。"),
        Usable u when day < u.Since => new Refusal("resourceId", $"この社会資源は{u.Since:yyyy-MM-dd}に登録されました。日付か番号を確かめてください。"),
        Former f when day >= f.As.On =>
            new Refusal("resourceId", $"この社会資源は{f.As.On:yyyy-MM-dd}から利用できません。別の社会資源を選んでください。"),
        Former f => f.Before.RefusalOn(day),
        _ => null,
    };
}
