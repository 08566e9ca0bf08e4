using System.Collections.Concurrent;
using System.Diagnostics;

namespace Imizu.LocalHosting;

/// <summary>
/// Starts processes, all from one thread that lives as long as the host: the kernel takes the end of the thread
/// which started a process for the end of its parent, and pool threads end when they are idle.
/// </summary>
internal static class Launcher
{
    private static readonly BlockingCollection<Action> Work = [];

    static Launcher() => new Thread(() =>
    {
        foreach (var start in Work.GetConsumingEnumerable())
        {
            start();
        }
    })
    { IsBackground = true, Name = "launcher" }.Start();

    /// <summary>Starts a process; what it prints goes to the log.</summary>
    public static async Task<RunningProcess> StartAsync(ProcessPlan plan, LogFile log)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(StartInfo(plan))!);
            }
            catch (Exception e) when (e is IOException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                started.SetException(e);
            }
        });
        return new RunningProcess(await started.Task, plan.StopSignal, log);
    }

    private static ProcessStartInfo StartInfo(ProcessPlan plan)
    {
        var command = plan.CommandLine();
        var info = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = plan.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        foreach (var (name, value) in plan.Environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }
}
