using System.Runtime.InteropServices;

namespace Imizu.LocalHosting;

/// <summary>A signal, by its number on Linux.</summary>
internal enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}

/// <summary>Sends signals, and ends processes with them.</summary>
internal static class Signals
{
    /// <summary>How long a process may take to stop by itself.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>To one process, if it still is the one meant.</summary>
    public static void Send(this ProcessIdentity process, Signal signal)
    {
        if (process.IsAlive)
        {
            _ = Kill(process.Pid, (int)signal);
        }
    }

    /// <summary>To all that is left of the group which a process led.</summary>
    public static void SendToGroup(int leader, Signal signal) => _ = Kill(-leader, (int)signal);

    /// <summary>Asks a process to stop, and where it hasn't within the grace, kills its group.</summary>
    public static async Task EndAsync(this ProcessIdentity process, Signal request)
    {
        process.Send(request);
        for (var waited = TimeSpan.Zero; process.IsAlive && waited < Grace; waited += Poll)
        {
            await Task.Delay(Poll);
        }

        if (process.IsAlive)
        {
            SendToGroup(process.Pid, Signal.Kill);
            process.Send(Signal.Kill);
        }
    }

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
