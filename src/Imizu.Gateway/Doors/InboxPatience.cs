namespace Imizu.Gateway.Doors;

/// <summary>When to come back to what did not work: soon at first, then less and less often.</summary>
internal sealed class InboxPatience(TimeProvider clock)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2), Longest = TimeSpan.FromMinutes(5), Forgotten = TimeSpan.FromHours(1);

    private readonly Dictionary<string, (TimeSpan Pause, DateTimeOffset Until)> _waiting = [];

    /// <summary>Whether its time has not come yet.</summary>
    public bool Waits(string path) => _waiting.TryGetValue(path, out var waiting) && clock.GetUtcNow() < waiting.Until;

    /// <summary>It did not work.</summary>
    /// <returns>How long it waits now.</returns>
    public TimeSpan Failed(string path)
    {
        var now = clock.GetUtcNow();
        foreach (var gone in _waiting.Where(waiting => waiting.Value.Until + Forgotten < now).Select(waiting => waiting.Key).ToList())
        {
            _waiting.Remove(gone);
        }
        var pause = _waiting.TryGetValue(path, out var before) ? before.Pause * 2 : First;
        pause = pause < Longest ? pause : Longest;
        _waiting[path] = (pause, now + pause);
        return pause;
    }

    /// <summary>It worked.</summary>
    public void Worked(string path) => _waiting.Remove(path);
}
