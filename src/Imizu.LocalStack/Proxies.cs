namespace Imizu.LocalStack;

/// <summary>What is asked on this machine stays on it, passwords and all, whatever proxy the environment names for the world outside.</summary>
public static class Proxies
{
    // .NET reads this one before the one in capital letters, and makes no exception of its own.
    private const string Excepted = "no_proxy";

    private static readonly string[] ThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>
    /// Excepts this machine from the proxies in the environment, for this process and for those that it starts. To be called before the first
    /// request: the environment is read but once.
    /// </summary>
    public static void ExceptThisMachine()
    {
        var said = Environment.GetEnvironmentVariable(Excepted) ?? Environment.GetEnvironmentVariable(Excepted.ToUpperInvariant()) ?? "";
        var all = said.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Union(ThisMachine);
        Environment.SetEnvironmentVariable(Excepted, string.Join(',', all));
    }
}
