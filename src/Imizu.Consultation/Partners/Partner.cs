using System.Collections.Immutable;
using Imizu.Contracts.Consultation;
using Imizu.EventStreams;
using static Imizu.Contracts.Consultation.PartnerEvent;

namespace Imizu.Consultation.Partners;

/// <summary>What the register has under a code, and when it had it: an engagement may be typed long after a partner has gone and come back.</summary>
public abstract record Partner
{
    private Partner() { }

    public sealed record Unregistered : Partner;

    public sealed record Listed(Registered As, ImmutableList<Period> Periods) : Partner;

    public sealed record Former(Registered As, ImmutableList<Period> Periods, DateOnly Until) : Partner;

    /// <summary>Listed from a day on, up to the day of the withdrawal if there was one.</summary>
    public sealed record Period(DateOnly Since, DateOnly? Until)
    {
        public bool Contains(DateOnly day) => Since <= day && !(Until < day);

        public override string ToString() => $"{Since:yyyy-MM-dd}～{Until:yyyy-MM-dd}";
    }

    public static readonly Partner Initial = new Unregistered();

    /// <summary>One that can be named on that day, whatever else is known of it.</summary>
    public static Partner ListedOn(DateOnly day) => Initial.Evolve(new Registered(day, "", default, 1));

    /// <summary>Moves on by one event. Never judges: what is stored has happened.</summary>
    public Partner Evolve(PartnerEvent happened) => (this, happened) switch
    {
        (Unregistered, Registered e) => new Listed(e, [new Period(e.On, Until: null)]),
        (Listed l, Registered e) => l with { As = e },
        (Former f, Registered e) => new Listed(e, f.Periods.Add(new Period(e.On, Until: null))),
        (Listed { Periods: [.., var last] and var all } listed, Withdrawn e) => new Former(listed.As, all.SetItem(all.Count - 1, last with { Until = e.On }), e.On),
        _ => this,
    };

    /// <summary>Why it cannot be named on that day; null if it can.</summary>
    public Refusal? RefusalOn(DateOnly day) => this switch
    {
        Listed l => RefusalOn(day, l.Periods),
        Former f => RefusalOn(day, f.Periods),
        _ => new Refusal("partner", "支援連携先の台帳にない符号です。台帳に登録するか、符号を確かめてください。"),
    };

    private static Refusal? RefusalOn(DateOnly day, ImmutableList<Period> periods) => periods.Any(period => period.Contains(day))
        ? null
        : new Refusal("partner", $"その日には台帳に載っていません（載っている期間：{string.Join('、', periods)}）。日付か符号を確かめてください。");
}
