using System.Globalization;
using System.Text.Json.Serialization;

namespace Imizu.LocalStack;

/// <summary>
/// One process, told apart from a later one that the kernel gives the same pid: the moment of its start, in clock
/// ticks since boot, and the boot are part of it.
/// </summary>
/// <param name="Pid">The process's id.</param>
/// <param name="StartTicks">When it started, in clock ticks since boot.</param>
/// <param name="Boot">Which boot.</param>
public sealed record ProcessIdentity(int Pid, long StartTicks, string Boot)
{
    private const int StartTicksField = 22;
    private static readonly string ThisBoot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>The process that runs this code.</summary>
    public static ProcessIdentity Self { get; } = Of(Environment.ProcessId)!;

    /// <summary>Whether this very process still runs.</summary>
    [JsonIgnore]
    public bool IsAlive => Of(Pid) == this;

    /// <summary>The process that has this pid now; null if there is none, or only its remains.</summary>
    public static ProcessIdentity? Of(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // The second field is the program's name in parentheses, and may hold blanks and parentheses itself.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var startTicks = long.Parse(fields[StartTicksField - 3], CultureInfo.InvariantCulture);
            return fields[0] is "Z" or "X" ? null : new(pid, startTicks, ThisBoot);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
