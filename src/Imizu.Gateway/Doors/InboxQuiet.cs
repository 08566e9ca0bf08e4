using Microsoft.Extensions.Options;

namespace Imizu.Gateway.Doors;

/// <summary>Tells which files have stopped changing.</summary>
internal sealed class InboxQuiet(IOptions<InboxOptions> options, TimeProvider clock)
{
    private Dictionary<string, (long Size, DateTime Written, long Since)> _before = [], _now = [];

    /// <summary>Begins another look: what is not seen in it again is forgotten.</summary>
    public void Begin() => (_before, _now) = (_now, []);

    /// <summary>Whether it is as it was for long enough; a link changes nothing by waiting.</summary>
    public bool Is(FileInfo file)
    {
        if (file.LinkTarget is not null)
        {
            return true;
        }
        if (_before.TryGetValue(file.FullName, out var before) && (before.Size, before.Written) == (file.Length, file.LastWriteTimeUtc))
        {
            _now[file.FullName] = before;
            return clock.GetElapsedTime(before.Since) >= options.Value.Quiet;
        }
        _now[file.FullName] = (file.Length, file.LastWriteTimeUtc, clock.GetTimestamp());
        return false;
    }
}
