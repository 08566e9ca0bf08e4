using System.Text.RegularExpressions;
using Imizu.Contracts;
using Imizu.Gateway.Accounts;

namespace Imizu.Gateway.Broker;

/// <summary>What an account is at the broker.</summary>
internal static class AccountAtBroker
{
    private const string Hashing = "rabbit_password_hashing_sha256", Nothing = "^$";

    /// <summary>The user, with the mark of whose it is: a tag that lets it do nothing.</summary>
    public static BrokerUser User(Account account, string mark) => new(account.Name, account.PasswordHash, Hashing, [mark]);

    /// <summary>
    /// A follower: queues (and exchanges) of its own name, and reading events. A sender: publishing tallies. To bind a queue is to write to it;
    /// to publish straight into a queue is to write to <c>amq.default</c>, which matches neither.
    /// </summary>
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
