using System.Text.Json.Serialization;
using Imizu.Contracts;
using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Reports;
using Imizu.EventStreams;

namespace Imizu.Projection.FiscalYears;

/// <summary>The bodies of the requests to <c>/fiscal-years/{year}/…</c>.</summary>
public abstract record FiscalYearCommand : StreamCommand
{
    public sealed record SetTarget(Indicator Indicator, decimal Target) : FiscalYearCommand;
    public sealed record OverrideEvaluation(Indicator Indicator, Evaluation Evaluation, string Reason) : FiscalYearCommand;
    public sealed record WriteCommentary(CommentaryPart Part, string Text) : FiscalYearCommand;

    public sealed record RequestClose : EditionCommand;

    public sealed record Close : EditionCommand;

    /// <param name="Reason">Why, as printed.</param>
    /// <param name="RevisesPlan">Whether targets, evaluations and texts are to be changed too.</param>
    public sealed record RequestCorrection(string Reason, bool RevisesPlan = false) : EditionCommand;

    public sealed record ApproveCorrection : EditionCommand;

    /// <summary>The command that records such an event. What was closed is never decided again: an edition stays as it is.</summary>
    public static FiscalYearCommand Of(FiscalYearEvent happened) => happened switch
    {
        FiscalYearEvent.TargetSet e => new SetTarget(e.Indicator, e.Target),
        FiscalYearEvent.EvaluationOverridden e => new OverrideEvaluation(e.Indicator, e.Evaluation, e.Reason),
        FiscalYearEvent.CommentaryWritten e => new WriteCommentary(e.Part, e.Text),
        FiscalYearEvent.CloseRequested e => new RequestClose { Year = new FiscalYear(e.FiscalYear), Actor = e.RequestedBy },
        FiscalYearEvent.YearClosed e => new Close { Year = new FiscalYear(e.FiscalYear), Hash = e.Hash, Actor = e.ApprovedBy },
        FiscalYearEvent.CorrectionRequested e => new RequestCorrection(e.Reason, e.RevisesPlan) { Year = new FiscalYear(e.FiscalYear), Changes = EditionDifferences.None, Actor = e.RequestedBy },
        FiscalYearEvent.YearCorrected e => new ApproveCorrection { Year = new FiscalYear(e.FiscalYear), Hash = e.Hash, Changes = EditionDifferences.None, Actor = e.ApprovedBy },
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}

/// <summary>A command about the year's next edition; the endpoint completes it with that edition.</summary>
public abstract record EditionCommand : FiscalYearCommand
{
    /// <summary>The year that the edition is of.</summary>
    [JsonIgnore]
    public FiscalYear Year { get; init; }

    /// <summary>The SHA-256 of the edition that would be stored.</summary>
    [JsonIgnore]
    public string Hash { get; init; } = "";

    /// <summary>What it says otherwise than the one before; null where there is none before.</summary>
    [JsonIgnore]
    public EditionDifferences? Changes { get; init; }

    /// <summary>Why no edition can be made now; null where one can.</summary>
    [JsonIgnore]
    public string? Obstacle { get; init; }
}
