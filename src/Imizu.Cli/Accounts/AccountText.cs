using Imizu.Cli.Reporting;

namespace Imizu.Cli.Accounts;

/// <summary>An account, as the gateway lists it.</summary>
internal sealed record ListedAccount(
    string Name, string Kind, IReadOnlyList<string> Programmes, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ClosedAt);

/// <summary>What the gateway answers to a change.</summary>
internal sealed record ChangedAccount(ListedAccount Account, string? Password, bool AtBroker, string? Note);

/// <summary>Accounts, for whoever lets other systems in.</summary>
internal static class AccountText
{
    /// <summary>One line each.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<ListedAccount> accounts) => accounts.Count == 0
        ? ["No other system is let in. Let one in with ./imizu accounts add NAME --follower, or --sender --programme P."]
        : TextTable.Lines("llllll", accounts.Select(Cells).Prepend(["name", "kind", "since", "by", "closed", "programmes"]));

    /// <summary>What the other system is given: its addresses with name and password in them, as its environment has them.</summary>
    public static IEnumerable<string> Exports(GatewayClient door, ChangedAccount changed)
    {
        string With(Uri address) =>
            new UriBuilder(address) { UserName = changed.Account.Name, Password = changed.Password }.Uri.AbsoluteUri.TrimEnd('/');
        var broker = door.Broker is { } known
            ? $"export IMIZU_AMQP={With(known)}"
            : $"# the broker's address is not known here: export IMIZU_AMQP=amqp://{changed.Account.Name}:{changed.Password}@HOST:5672";
        return [broker, $"export IMIZU_GATEWAY={With(door.Address)}"];
    }

    private static string[] Cells(ListedAccount account) =>
    [
        account.Name, account.Kind, JapanTime.Text(account.CreatedAt), account.CreatedBy,
        account.ClosedAt is { } closed ? JapanTime.Text(closed) : "", string.Join('、', account.Programmes),
    ];
}
