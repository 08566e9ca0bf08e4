using System.Data.Common;
using Imizu.LocalStack;
using Npgsql;

namespace Imizu.Cli.Checking;

/// <summary>What is known of an installation: its connection strings, and where its services are.</summary>
/// <param name="Folder">The data folder, of a stack on this machine.</param>
/// <param name="Connections">Its connection strings, by their names.</param>
/// <param name="Services">Where services are, by their names.</param>
internal sealed record Installation(string? Folder, IReadOnlyDictionary<string, string> Connections, IReadOnlyDictionary<string, Uri> Services)
{
    /// <summary>An account's prefix, of services at both servers and of machines at the provider.</summary>
    public const string Account = "imizu-";

    /// <summary>That of a data folder; what the environment names of servers goes before.</summary>
    public static Installation Of(string? folder, IReadOnlyDictionary<string, Uri> given)
    {
        // What is elsewhere is not mixed with what happens to run here.
        folder = given.Count > 0 ? null : folder;
        var (state, kept) = folder is null ? (null, new Dictionary<string, string>()) : (StackState.Read(folder), StackState.ReadConnectionStrings(folder));
        var connections = kept.ToDictionary();
        foreach (var variable in GivenServers.Variables)
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named)
            {
                connections[variable["ConnectionStrings__".Length..]] = named;
            }
        }

        return new(folder, connections, given.Count > 0 || state is not { IsRunning: true } ? given : state.Addresses());
    }

    /// <summary>Whether something is a connection string.</summary>
    public static bool IsReadable(string connection)
    {
        try
        {
            AccountIn("", connection);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The account and the password of a connection string, of either server or of the provider; null where it has none.</summary>
    public static (string Account, string Password)? AccountIn(string name, string connection)
    {
        if (Uri.TryCreate(connection, UriKind.Absolute, out var address))
        {
            return Uri.UnescapeDataString(address.UserInfo).Split(':', 2) is [var user, var password] ? (user, password) : null;
        }

        if (new DbConnectionStringBuilder { ConnectionString = connection }.TryGetValue("Secret", out var secret))
        {
            return (name, $"{secret}");
        }

        var parts = new NpgsqlConnectionStringBuilder(connection);
        return parts.Password is { } given ? (parts.Username ?? "", given) : null;
    }
}
