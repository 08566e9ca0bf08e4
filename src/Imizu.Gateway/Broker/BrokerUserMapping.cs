using System.Text.RegularExpressions;
using Imizu.Contracts;
using Imizu.Gateway.Accounts;

namespace Imizu.Gateway.Broker;

/// <summary>Maps an account to its RabbitMQ user and permissions.</summary>
internal static class BrokerUserMapping
{
    private const string Hashing = "rabbit_password_hashing_sha256", Nothing = "^$";

    /// <summary>The user, tagged with the installation's mark, which grants no rights by itself.</summary>
    public static BrokerUser User(Account account, string mark) => new(account.Name, account.PasswordHash, Hashing, [mark]);

    /// <summary>
    /// A follower may configure, write and read queues and exchanges under its own name, and read the events exchange; a sender may only write
    /// to the tallies exchange.
    /// </summary>
    /// <remarks>
    /// Binding a queue needs write permission on it; publishing directly to a queue needs write permission on <c>amq.default</c>, which neither
    /// pattern matches.
    /// </remarks>
    public static BrokerPermission Permission(Account account, string virtualHost)
    {
        var own = $@"^{Regex.Escape(account.Name)}\.";
        return account.Kind switch
        {
            AccountKind.Follower => new(account.Name, virtualHost, own, own, $"{own}|{Exactly(Exchanges.Events)}"),
            AccountKind.Sender => new(account.Name, virtualHost, Nothing, Exactly(Exchanges.FieldTallies), Nothing),
            _ => throw new ArgumentOutOfRangeException(nameof(account), account.Kind, "No such kind."),
        };
    }

    private static string Exactly(string name) => $"^{Regex.Escape(name)}$";
}
