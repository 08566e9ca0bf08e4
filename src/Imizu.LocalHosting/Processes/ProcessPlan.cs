namespace Imizu.LocalHosting;

/// <summary>How a process is started.</summary>
internal sealed record ProcessPlan(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>The whole environment; nothing is inherited but what is put in here.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>The user whom the process runs as; null for our own.</summary>
    public Account? RunAs { get; init; }

    /// <summary>The signal that asks it to stop.</summary>
    public Signal StopSignal { get; init; } = Signal.Terminate;

    /// <summary>
    /// The command line in full. The process gets a session of its own, so that Ctrl-C in the terminal reaches the
    /// host alone and its group can be killed as a whole; and if the host is killed, the kernel asks it to stop.
    /// </summary>
    public IReadOnlyList<string> CommandLine() =>
    [
        Programs.SetSid.Path!, Programs.SetPriv.Path!, "--pdeathsig", StopSignal is Signal.Interrupt ? "INT" : "TERM",
        .. RunAs?.SetPrivArguments ?? [], "--", Program, .. Arguments,
    ];

    /// <summary>What a server needs of our environment.</summary>
    public static Dictionary<string, string> PlainEnvironment() => new()
    {
        ["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
        ["LANG"] = "C.UTF-8",
    };
}
