using System.Data.Common;
using Aspire.Hosting.ApplicationModel;

namespace Imizu.LocalHosting;

/// <summary>The values that are not to be shown: what was made up or is marked as secret, and passwords in connection strings.</summary>
internal static class KnownSecrets
{
    /// <summary>Where a data folder has them, for whoever shows its consoles; closed to others, as the other files with passwords are.</summary>
    public const string File = "hidden.json";

    private static readonly string[] PasswordWords = ["Password", "PWD", "PSW"];

    public static IReadOnlyList<string> Of(IReadOnlyList<IResource> resources, KeptValues kept, IReadOnlyDictionary<string, string> connections) =>
    [
        .. kept.Secrets
            .Concat(resources.OfType<ParameterResource>().Where(parameter => parameter.Secret).Select(parameter => parameter.Value).OfType<string>())
            .Concat(connections.Values.SelectMany(PasswordsIn))
            .Where(secret => secret.Length > 0).Distinct(),
    ];

    private static IEnumerable<string> PasswordsIn(string connection)
    {
        if (Uri.TryCreate(connection, UriKind.Absolute, out var uri) && uri.UserInfo.Split(':', 2) is [_, var password])
        {
            return [Uri.UnescapeDataString(password)];
        }

        try
        {
            var words = new DbConnectionStringBuilder { ConnectionString = connection };
            return PasswordWords.Select(word => words.TryGetValue(word, out var value) ? value as string : null).OfType<string>();
        }
        catch (ArgumentException)
        {
            // Not one of that kind: what is secret in it nobody can tell.
            return [];
        }
    }
}
