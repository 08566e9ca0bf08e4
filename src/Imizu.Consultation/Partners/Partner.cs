using Imizu.Contracts.Consultation;
using Imizu.EventStreams;
using static Imizu.Contracts.Consultation.PartnerEvent;

namespace Imizu.Consultation.Partners;

/// <summary>What the register has under a code.</summary>
public abstract record Partner
{
    private Partner() { }

    public sealed record Unregistered : Partner;

    public sealed record Listed(Registered As, DateOnly Since) : Partner;

    public sealed record Former(DateOnly Since, DateOnly Until) : Partner;

    public static readonly Partner Initial = new Unregistered();

    public Partner Evolve(PartnerEvent happened) => (this, happened) switch
    {
        (Listed l, Registered e) => l with { As = e },
        (_, Registered e) => new Listed(e, e.On),
        (Listed l, Withdrawn e) => new Former(l.Since, e.On),
        _ => this,
    };

    /// <summary>Why it cannot be named on that day; null if it can.</summary>
    public Refusal? RefusalOn(DateOnly day) => this switch
    {
        Unregistered => new Refusal("partner", "支援連携先の台帳にない符号です。台帳に登録するか、符号を確かめてください。"),
        Listed l when day < l.Since => new Refusal("partner", $"この連携先は{l.Since:yyyy-MM-dd}に台帳に載りました。"),
        Former f when day < f.Since || day > f.Until => new Refusal("partner", $"この連携先は{f.Until:yyyy-MM-dd}に台帳から外れました。"),
        _ => null,
    };
}
