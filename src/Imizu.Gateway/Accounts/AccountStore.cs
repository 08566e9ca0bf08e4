using Marten;

namespace Imizu.Gateway.Accounts;

/// <summary>Stores accounts as Marten documents and verifies their passwords.</summary>
public sealed class AccountStore(IDocumentStore store)
{
    // Verified where there is no such account, so that response times do not reveal which names exist.
    private static readonly string Nobody = Password.Hash(Password.Generate());

    /// <summary>Verifies a name and a password against the open accounts; null where they do not match.</summary>
    public async Task<Account?> Authenticate(string name, string password, CancellationToken cancellationToken)
    {
        var account = await Find(name, cancellationToken);
        return Password.Verify(password, account?.PasswordHash ?? Nobody) ? account : null;
    }

    /// <summary>The open account of a name; null where there is none or it is closed.</summary>
    public async Task<Account?> Find(string name, CancellationToken cancellationToken) =>
        AccountRules.IsName(name) && await Read(name, cancellationToken) is { IsOpen: true } account ? account : null;

    /// <summary>All accounts, open and closed, ordered by name.</summary>
    public async Task<IReadOnlyList<Account>> All(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.Query<Account>().OrderBy(account => account.Name).ToListAsync(cancellationToken);
    }

    /// <summary>The account of a name, open or closed; null where there is none.</summary>
    internal async Task<Account?> Read(string name, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<Account>(name, cancellationToken);
    }

    /// <summary>Inserts a new account; false where the name already exists.</summary>
    internal Task<bool> Open(Account account, CancellationToken cancellationToken) => store.TryInsert(account, cancellationToken);

    /// <summary>Updates an open account; null where there is none. A concurrent change fails with a concurrency exception.</summary>
    internal async Task<Account?> Change(string name, Func<Account, Account> change, CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        if (await session.LoadAsync<Account>(name, cancellationToken) is not { IsOpen: true } account)
        {
            return null;
        }
        var changed = change(account);
        session.Update(changed);
        await session.SaveChangesAsync(cancellationToken);
        return changed;
    }
}
