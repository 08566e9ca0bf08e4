namespace Imizu.Contracts;

/// <summary>A queue of another system that follows the events, as <c>GET /followers</c> at the gateway tells it.</summary>
/// <param name="Account">Whose it is; the first part of its name.</param>
/// <param name="Queue">Its name; null for an account that has none, and reads the feed or nothing.</param>
/// <param name="Waiting">How many events wait in it: how far behind its reader is. It holds the newest; what it dropped stands in the feed.</param>
/// <param name="Readers">How many read from it now.</param>
public sealed record FollowerQueue(string Account, string? Queue, long Waiting, int Readers);
