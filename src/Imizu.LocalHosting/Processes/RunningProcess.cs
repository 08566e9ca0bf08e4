using System.Diagnostics;

namespace Imizu.LocalHosting;

/// <summary>A process that the stack has started.</summary>
internal sealed class RunningProcess
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);
    private readonly Process _process;
    private readonly Signal _stopSignal;

    public RunningProcess(Process process, Signal stopSignal, LogFile log)
    {
        (_process, _stopSignal) = (process, stopSignal);
        // A process that has ended already has no identity left to read, and no use for one.
        Identity = ProcessIdentity.Of(process.Id) ?? new(process.Id, 0, "");
        process.StandardInput.Close();
        Exited = ExitAsync(Task.WhenAll(log.CopyAsync(process.StandardOutput.BaseStream), log.CopyAsync(process.StandardError.BaseStream)));
    }

    public ProcessIdentity Identity { get; }

    /// <summary>Ends with the process, with its exit code.</summary>
    public Task<int> Exited { get; }

    /// <summary>Asks it to stop; kills it, children included, where it doesn't.</summary>
    public async Task StopAsync()
    {
        await Identity.EndAsync(_stopSignal);
        await Exited;
    }

    private async Task<int> ExitAsync(Task printed)
    {
        await _process.WaitForExitAsync();
        // Children that outlived it would be in the way of the next start: they hold its ports and its data.
        Signals.SendToGroup(_process.Id, Signal.Kill);
        // What it printed last stands before what is said of its end; unless somebody else holds the pipe, as a child in a group of its own.
        await printed.WaitAsync(LastWords).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var code = _process.ExitCode;
        _process.Dispose();
        return code;
    }
}
