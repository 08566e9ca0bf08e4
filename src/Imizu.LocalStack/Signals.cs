using System.Runtime.InteropServices;

namespace Imizu.LocalStack;

/// <summary>A signal, by its number on Linux.</summary>
public enum Signal
{
    /// <summary>SIGINT, as Ctrl-C sends it.</summary>
    Interrupt = 2,

    /// <summary>SIGKILL, which no process can refuse.</summary>
    Kill = 9,

    /// <summary>SIGTERM, which asks a process to stop.</summary>
    Terminate = 15,
}

/// <summary>Sends signals, and ends processes with them.</summary>
public static class Signals
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>To one process, if it still is the one meant.</summary>
    internal static void Send(this ProcessIdentity process, Signal signal)
    {
        if (process.IsAlive)
        {
            _ = Kill(process.Pid, (int)signal);
        }
    }

    /// <summary>To all that is left of the group which a process led.</summary>
    internal static void SendToGroup(int leader, Signal signal) => _ = Kill(-leader, (int)signal);

    /// <summary>Asks a process to stop, and where it hasn't within the grace, kills it and the group that it leads.</summary>
    /// <param name="process">The process. Where it is no more, a later one with its pid is left alone.</param>
    /// <param name="request">The signal that asks it.</param>
    /// <param name="grace">How long it may take to stop by itself; ten seconds unless said.</param>
    public static async Task EndAsync(this ProcessIdentity process, Signal request, TimeSpan? grace = null)
    {
        process.Send(request);
        for (var waited = TimeSpan.Zero; process.IsAlive && waited < (grace ?? Grace); waited += Poll)
        {
            await Task.Delay(Poll);
        }

        if (process.IsAlive)
        {
            SendToGroup(process.Pid, Signal.Kill);
            process.Send(Signal.Kill);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
