namespace Imizu.Dashboard.Resources;

/// <summary>How processes end, in words.</summary>
public static class Exits
{
    // A process that a signal has ended is told of by its number above this one.
    private const int Signals = 128;

    /// <summary>The exit code, or what the signal means that ended the process.</summary>
    public static string InWords(int exitCode) => (exitCode - Signals) switch
    {
        1 => "hung up (SIGHUP)",
        2 => "interrupted (SIGINT)",
        3 => "quit (SIGQUIT)",
        4 => "crashed (SIGILL)",
        6 => "crashed (SIGABRT)",
        7 => "crashed (SIGBUS)",
        8 => "crashed (SIGFPE)",
        9 => "killed (SIGKILL)",
        11 => "crashed (SIGSEGV)",
        13 => "broken pipe (SIGPIPE)",
        15 => "terminated (SIGTERM)",
        > 0 and <= 64 and var signal => $"ended by signal {signal}",
        _ => $"code {exitCode}",
    };
}
