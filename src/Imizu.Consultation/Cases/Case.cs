using System.Collections.Immutable;
using Imizu.Contracts.Consultation;
using static Imizu.Contracts.Consultation.CaseEvent;

namespace Imizu.Consultation.Cases;

/// <summary>What a case's past amounts to: just enough to decide by.</summary>
public abstract record Case
{
    private Case() { }

    public sealed record Unknown : Case;

    public sealed record Open(Received As) : Case
    {
        /// <summary>The latest day of any entry: the case cannot have ended before it.</summary>
        public DateOnly LatestOn { get; init; } = As.On;
        public ImmutableList<HouseholdClassified> Households { get; init; } = [];
        public ImmutableList<ContactRecorded> Contacts { get; init; } = [];
        public ImmutableList<Consent> Consents { get; init; } = [];
        public PlanCreated? Plan { get; init; }
        public SupportStarted? Start { get; init; }

        /// <summary>The outline that stands for each fiscal year.</summary>
        public ImmutableDictionary<int, OutlineWritten> Outlines { get; init; } = ImmutableDictionary<int, OutlineWritten>.Empty;

        public Open Until(DateOnly day) => day > LatestOn ? this with { LatestOn = day } : this;
    }

    /// <summary>Concluded, or closed without a plan; what was known by then can still be completed.</summary>
    public sealed record Ended(Open Before, CaseEvent As, DateOnly On) : Case;

    /// <summary>Consent holds from a day on, until the day before it was withdrawn.</summary>
    public sealed record Consent(DateOnly From, DateOnly? WithdrawnOn)
    {
        public bool HoldsOn(DateOnly day) => From <= day && !(WithdrawnOn <= day);
    }

    public static readonly Case Initial = new Unknown();

    /// <summary>Moves on by one event. Never judges: what is stored has happened.</summary>
    public Case Evolve(CaseEvent happened) => (this, happened) switch
    {
        (Unknown, Received e) => new Open(e),
        (Open o, HouseholdClassified e) => o.Until(e.On) with { Households = o.Households.Add(e) },
        (Open o, ContactRecorded e) => o.Until(e.On) with { Contacts = o.Contacts.Add(e) },
        (Open o, PartnerEngaged e) => o.Until(e.On),
        (Open o, ConsentGiven e) => o.Until(e.On) with { Consents = o.Consents.Add(new Consent(e.On, WithdrawnOn: null)) },
        (Open { Consents: [.., var last] } o, ConsentWithdrawn e) =>
            o.Until(e.On) with { Consents = o.Consents.RemoveAt(o.Consents.Count - 1).Add(last with { WithdrawnOn = e.On }) },
        (Open o, PlanCreated e) => o.Until(e.On) with { Plan = e },
        (Open o, PlanRevised e) => o.Until(e.On),
        (Open o, SupportStarted e) => o.Until(e.On) with { Start = e },
        (Open o, OutlineWritten e) => o with { Outlines = o.Outlines.SetItem(e.FiscalYear, e) },
        (Open o, SupportConcluded e) => new Ended(o, e, e.On),
        (Open o, ClosedWithoutPlan e) => new Ended(o, e, e.On),
        (Ended d, _) when d.Before.Evolve(happened) is Open before => d with { Before = before },
        _ => this,
    };

    /// <summary>Whether the person agreed, on that day, that agencies share what they know.</summary>
    public bool HasConsentOn(DateOnly day) => this switch
    {
        Open o => o.Consents.Any(c => c.HoldsOn(day)),
        Ended d => d.Before.HasConsentOn(day),
        _ => false,
    };
}
