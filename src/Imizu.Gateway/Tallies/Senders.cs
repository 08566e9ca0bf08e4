using Imizu.Gateway.Accounts;

namespace Imizu.Gateway.Tallies;

/// <summary>Who may send: the open accounts that are senders'.</summary>
internal sealed class Senders(AccountStore accounts)
{
    /// <summary>The sender of that name; null where there is none.</summary>
    public async Task<Sender?> Find(string name, CancellationToken cancellationToken) =>
        await accounts.Find(name, cancellationToken) is { Kind: AccountKind.Sender } account ? new Sender(account.Name, account.Programmes) : null;
}
