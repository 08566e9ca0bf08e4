namespace Imizu.Projection.Replay;

/// <summary>Who caused a swap, and why.</summary>
/// <param name="Actor">Who started the replay, or asked for the step.</param>
/// <param name="Replay">The replay; null for a step.</param>
/// <param name="Differing">In how many cells it differed from what was live; null for a step.</param>
/// <param name="Acceptance">Somebody's word that it may; null where nothing differed.</param>
internal sealed record SwapCause(string Actor, Guid? Replay = null, int? Differing = null, Acceptance? Acceptance = null);

/// <summary>The acceptance of a replay's differences.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Reason">Why.</param>
internal sealed record Acceptance(string Actor, string Reason);
