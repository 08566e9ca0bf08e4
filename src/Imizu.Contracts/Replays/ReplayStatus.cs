using System.Text.Json.Serialization;

namespace Imizu.Contracts.Replays;

/// <summary>How far a replay is.</summary>
/// <param name="Id">Which.</param>
/// <param name="Scope">What it looks at.</param>
/// <param name="Phase">What it is doing.</param>
/// <param name="Done">Events folded.</param>
/// <param name="Total">Events to fold, as far as they have come in.</param>
/// <param name="EventsPerSecond">Since it began to fold.</param>
/// <param name="SecondsLeft">Until all is folded, at that rate; null while nothing is known of it.</param>
/// <param name="Seconds">Since it began, or that it took.</param>
/// <param name="SwapMilliseconds">How long intake stood still for the swap; null before.</param>
/// <param name="Cells">How many cells were compared.</param>
/// <param name="Differences">The cells that differ.</param>
/// <param name="Failure">Why it failed, in words; null if it did not.</param>
public sealed record ReplayStatus(
    Guid Id, ReplayScope Scope, ReplayPhase Phase, long Done, long Total, double EventsPerSecond, double? SecondsLeft, double Seconds,
    double? SwapMilliseconds, int Cells, IReadOnlyList<CellDifference> Differences, string? Failure)
{
    /// <summary>Whether nothing more happens in it.</summary>
    [JsonIgnore]
    public bool IsOver => Phase >= ReplayPhase.Swapped;
}

/// <summary>A cell, a row of a figure's table as one source fills it in one year, that the live and the replayed facts do not agree on.</summary>
/// <param name="Source">Whose events fill it.</param>
/// <param name="FiscalYear">The year that it counts in.</param>
/// <param name="Figure">What is counted.</param>
/// <param name="Dimension">The row; empty where the figure has none.</param>
/// <param name="Live">Its weight, retracted entries included, in the live facts.</param>
/// <param name="Replayed">Its weight in the replayed ones.</param>
/// <param name="FirstEventId">The first event that one has and the other has not; not looked for beyond the first cells.</param>
/// <param name="FirstPosition">That event's position at its source.</param>
public sealed record CellDifference(
    string Source, int FiscalYear, string Figure, string Dimension, decimal Live, decimal Replayed, Guid? FirstEventId, long? FirstPosition);

/// <summary>What a replay is doing, in the order of its course.</summary>
public enum ReplayPhase
{
    /// <summary>Reading the journal and writing facts beside the live ones.</summary>
    Folding,

    /// <summary>Building the indexes, and ending what was retracted.</summary>
    Indexing,

    /// <summary>Folding what has come in meanwhile.</summary>
    CatchingUp,

    /// <summary>Comparing cell by cell with the live facts.</summary>
    Comparing,

    /// <summary>Something differs: it waits until somebody accepts that with a reason, or cancels it.</summary>
    Blocked,

    /// <summary>Taking the live facts' place.</summary>
    Swapping,

    /// <summary>Over: the replayed facts are live.</summary>
    Swapped,

    /// <summary>Over: everything agreed, and nothing was to be swapped.</summary>
    Agreed,

    /// <summary>Over: something differed, and nothing was to be swapped.</summary>
    Differed,

    /// <summary>Over: somebody cancelled it. The live facts are as they were.</summary>
    Cancelled,

    /// <summary>Over: it went wrong. The live facts are as they were.</summary>
    Failed,
}
