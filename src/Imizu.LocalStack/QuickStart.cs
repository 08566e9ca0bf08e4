namespace Imizu.LocalStack;

/// <summary>
/// Settings of .NET for what starts often, with a dozen processes on few cores: what is called often is compiled again once a second has passed without
/// new code (hexadecimal milliseconds), and not by a profile; who waits for work sleeps at once.
/// </summary>
public static class QuickStart
{
    /// <summary>By the variables that they are set in.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["DOTNET_TC_CallCountingDelayMs"] = "3E8",
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
    };
}
