using System.Data.Common;
using Microsoft.Extensions.Configuration;

namespace Imizu;

/// <summary>The passwords in the connection strings of a configuration. Compiled into the AppHost too, which refers to no service's code.</summary>
internal static class ConnectionPasswords
{
    private static readonly string[] Words = ["Password", "PWD", "PSW"];

    /// <summary>Those of all connection strings, be they addresses or lists of words.</summary>
    public static IEnumerable<string> In(IConfiguration configuration) =>
        configuration.GetSection("ConnectionStrings").GetChildren().SelectMany(connection => In(connection.Value ?? ""));

    private static IEnumerable<string> In(string connection)
    {
        if (Uri.TryCreate(connection, UriKind.Absolute, out var uri) && uri.UserInfo.Split(':', 2) is [_, var password])
        {
            return [Uri.UnescapeDataString(password)];
        }

        try
        {
            var words = new DbConnectionStringBuilder { ConnectionString = connection };
            return Words.Select(word => words.TryGetValue(word, out var value) ? value as string : null).OfType<string>();
        }
        catch (ArgumentException)
        {
            // Neither form: nothing in it can be told to be a secret.
            return [];
        }
    }
}
