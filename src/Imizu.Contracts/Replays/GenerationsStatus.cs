using System.Text.Json.Serialization;

namespace Imizu.Contracts.Replays;

/// <summary>Which facts are live, and how that came about.</summary>
/// <param name="Live">The generation that is live. Of two generations the one with the greater number was told from the journal later.</param>
/// <param name="Previous">The other one that is kept, to which one step leads; null where nothing was swapped yet.</param>
/// <param name="Swaps">Whatever was made live in another's place, the latest first.</param>
public sealed record GenerationsStatus(int Live, int? Previous, IReadOnlyList<GenerationSwap> Swaps)
{
    /// <summary>Whether what is live is from before the last replay, since somebody went back.</summary>
    [JsonIgnore]
    public bool IsSteppedBack => Live < Previous;
}

/// <summary>A generation was made live in another's place: by a replay, or by a step between the two that are kept.</summary>
/// <param name="At">When.</param>
/// <param name="From">The generation that was live before.</param>
/// <param name="To">The one that is live since.</param>
/// <param name="Replay">The replay that it comes from; null for a step.</param>
/// <param name="Actor">Who started the replay, or asked for the step.</param>
/// <param name="Differing">In how many cells the two differed when they were compared; null for a step, which compares nothing.</param>
/// <param name="AcceptedBy">Who let it go on although something differed; null where nothing did.</param>
/// <param name="Reason">Why.</param>
public sealed record GenerationSwap(
    DateTimeOffset At, int From, int To, Guid? Replay, string Actor, int? Differing, string? AcceptedBy, string? Reason);
