namespace Imizu.LocalHosting;

/// <summary>
/// How long to wait before a process that died is started again: hardly at all the first time, twice as long each
/// time after, and from the beginning again once it has been healthy for a while.
/// </summary>
internal sealed class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HealthyWhile = TimeSpan.FromSeconds(10);

    private TimeSpan _next = First;

    /// <summary>The wait after a process that had been healthy for so long.</summary>
    public TimeSpan After(TimeSpan healthy)
    {
        var wait = healthy > HealthyWhile ? First : _next;
        _next = wait * 2 < Longest ? wait * 2 : Longest;
        return wait;
    }
}
