namespace Imizu.LocalHosting;

/// <summary>The stack cannot start here; the message is one line that says what to do.</summary>
/// <param name="message">What to do.</param>
/// <param name="exitCode">The exit code: 2 where a program is missing, else 1.</param>
public sealed class StackRefusedException(string message, int exitCode = 1) : Exception(message)
{
    /// <summary>The exit code: 2 where a program is missing, else 1.</summary>
    public int ExitCode { get; } = exitCode;
}
