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

    public sealed record Close : EditionCommand;

    /// <param name="Reason">Why, as printed.</param>
    /// <param name="RevisesPlan">Whether targets, evaluations and texts are to be changed too.</param>
    public sealed record RequestCorrection(string Reason, bool RevisesPlan = false) : EditionCommand;

    public sealed record ApproveCorrection : EditionCommand;
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
}
