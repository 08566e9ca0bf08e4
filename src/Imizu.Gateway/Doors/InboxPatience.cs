using Microsoft.Extensions.Options;

namespace Imizu.Gateway.Doors;

/// <summary>When to come back to what did not work: soon at first, then less and less often. By a clock that nobody puts back.</summary>
internal sealed class InboxPatience(IOptions<InboxOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5), Forgotten = TimeSpan.FromHours(1);

    private readonly Dictionary<string, (TimeSpan Pause, long Since, int Errors)> _waiting = [];

    /// <summary>Whether its time has not come yet.</summary>
    public bool Waits(string path) => _waiting.TryGetValue(path, out var waiting) && clock.GetElapsedTime(waiting.Since) < waiting.Pause;

    /// <summary>How often it has failed by an answer that was an error.</summary>
    public int Errors(string path) => _waiting.GetValueOrDefault(path).Errors;

    /// <summary>It did not work.</summary>
    /// <param name="path">What.</param>
    /// <param name="isError">Whether somebody was there, and answered with an error.</param>
    /// <returns>How long it waits now.</returns>
    public TimeSpan Failed(string path, bool isError)
    {
        foreach (var gone in _waiting.Where(waiting => clock.GetElapsedTime(waiting.Value.Since) > waiting.Value.Pause + Forgotten).Select(waiting => waiting.Key).ToList())
        {
            _waiting.Remove(gone);
        }
        var pause = _waiting.TryGetValue(path, out var before) ? before.Pause * 2 : options.Value.FirstPause;
        pause = pause < Longest ? pause : Longest;
        _waiting[path] = (pause, clock.GetTimestamp(), before.Errors + (isError ? 1 : 0));
        return pause;
    }

    /// <summary>It worked.</summary>
    public void Worked(string path) => _waiting.Remove(path);
}
