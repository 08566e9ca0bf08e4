using System.Globalization;
using Imizu.LocalHosting;

namespace Imizu.Cli.Operating;

/// <summary>When a process was started, as the kernel tells it.</summary>
internal static class ProcessStart
{
    // Linux counts in hundredths of a second wherever it tells such a moment, whatever its own clock does.
    private const double TicksPerSecond = 100;

    /// <summary>The moment; null for a process of another boot, whose ticks say nothing any more.</summary>
    public static DateTimeOffset? Started(this ProcessIdentity process) =>
        process.IsAlive ? Boot().AddSeconds(process.StartTicks / TicksPerSecond) : null;

    private static DateTimeOffset Boot()
    {
        var line = File.ReadLines("/proc/stat").First(line => line.StartsWith("btime ", StringComparison.Ordinal));
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
    }
}
