using System.Collections.Immutable;
using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Reports;
using static Imizu.Contracts.FiscalYears.FiscalYearEvent;

namespace Imizu.Projection.FiscalYears;

/// <summary>The targets, evaluations and texts of a fiscal year's report, and whether it is closed.</summary>
/// <param name="Targets">The target of each indicator that has one.</param>
/// <param name="Commentary">The texts that are written.</param>
/// <param name="Overrides">The evaluations that do not follow from the target.</param>
/// <param name="Editions">How many editions there are; 0 while the year is not closed.</param>
/// <param name="CloseRequest">That the year be closed is asked for, and it is not closed yet.</param>
/// <param name="Request">The further edition that is asked for and not approved.</param>
public sealed record FiscalYearPlan(
    ImmutableDictionary<Indicator, decimal> Targets, ImmutableDictionary<CommentaryPart, string> Commentary,
    ImmutableDictionary<Indicator, EvaluationOverridden> Overrides, int Editions = 0,
    CloseRequested? CloseRequest = null, CorrectionRequested? Request = null)
{
    public static readonly FiscalYearPlan Initial = new(
        ImmutableDictionary<Indicator, decimal>.Empty, ImmutableDictionary<CommentaryPart, string>.Empty, ImmutableDictionary<Indicator, EvaluationOverridden>.Empty);

    public FiscalYearPlan Evolve(FiscalYearEvent happened) => happened switch
    {
        TargetSet e => this with { Targets = Targets.SetItem(e.Indicator, e.Target) },
        EvaluationOverridden e => this with { Overrides = Overrides.SetItem(e.Indicator, e) },
        CommentaryWritten e => this with { Commentary = Commentary.SetItem(e.Part, e.Text) },
        CloseRequested e => this with { CloseRequest = e },
        YearClosed e => this with { Editions = e.Edition, CloseRequest = null },
        CorrectionRequested e => this with { Request = e },
        YearCorrected e => this with { Editions = e.Edition, Request = null },
        _ => this,
    };

    /// <summary>Who has asked for the next edition; null where nobody has.</summary>
    public string? RequestedBy => IsClosed ? Request?.RequestedBy : CloseRequest?.RequestedBy;

    public bool IsClosed => Editions > 0;

    public string? Text(CommentaryPart part) => Commentary.GetValueOrDefault(part);
}
