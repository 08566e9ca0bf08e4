using System.Collections.Immutable;
using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Reports;
using static Imizu.Contracts.FiscalYears.FiscalYearEvent;

namespace Imizu.Projection.FiscalYears;

/// <summary>The targets and texts of a fiscal year's report.</summary>
public sealed record FiscalYearPlan(ImmutableDictionary<Indicator, int> Targets, ImmutableDictionary<CommentaryPart, string> Commentary)
{
    public static readonly FiscalYearPlan Initial = new(ImmutableDictionary<Indicator, int>.Empty, ImmutableDictionary<CommentaryPart, string>.Empty);

    public FiscalYearPlan Evolve(FiscalYearEvent happened) => happened switch
    {
        TargetSet e => this with { Targets = Targets.SetItem(e.Indicator, e.Target) },
        CommentaryWritten e => this with { Commentary = Commentary.SetItem(e.Part, e.Text) },
        _ => this,
    };

    public string? Text(CommentaryPart part) => Commentary.GetValueOrDefault(part);
}
