using Microsoft.Extensions.Configuration;

namespace Imizu.LocalHosting;

/// <summary>Servers that are named to a stack from outside: it then works on those, whatever else is on them, and makes none of its own.</summary>
public static class GivenServers
{
    /// <summary>The variable that names the database server.</summary>
    public const string Postgres = "ConnectionStrings__postgres";

    /// <summary>The variable that names the broker.</summary>
    public const string Messaging = "ConnectionStrings__messaging";

    /// <summary>The variable that names the place where the broker is administered.</summary>
    public const string Management = "ConnectionStrings__management";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Variables { get; } = [Postgres, Messaging, Management];

    /// <summary>The first of the variables that names one in our own environment; null where none does.</summary>
    public static string? Named()
    {
        // Asked as a stack asks, to which their case is one.
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return Variables.FirstOrDefault(variable => environment[variable.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] is not null);
    }
}
