using JasperFx;
using Marten;

namespace Imizu.Gateway.Accounts;

/// <summary>The accounts of other systems.</summary>
public sealed class AccountStore(IDocumentStore store, TimeProvider clock)
{
    // Compared where there is no such account, so that the time taken does not say which names there are.
    private static readonly string Nobody = Password.Hash(Password.Generate());

    /// <summary>The open account of that name, if that is its password; else null.</summary>
    public async Task<Account?> Authenticate(string name, string password, CancellationToken cancellationToken)
    {
        var account = await Find(name, cancellationToken);
        return Password.Is(password, account?.PasswordHash ?? Nobody) ? account : null;
    }

    /// <summary>The open account of that name; null where there is none, or it is closed.</summary>
    public async Task<Account?> Find(string name, CancellationToken cancellationToken) =>
        AccountName.IsValid(name) && await Read(name, cancellationToken) is { IsOpen: true } account ? account : null;

    /// <summary>All that there are and were, by name.</summary>
    public async Task<IReadOnlyList<Account>> All(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.Query<Account>().OrderBy(account => account.Name).ToListAsync(cancellationToken);
    }

    /// <summary>The account of that name, open or closed.</summary>
    internal async Task<Account?> Read(string name, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<Account>(name, cancellationToken);
    }

    /// <summary>Lets a system in; false where the name has been given already.</summary>
    internal async Task<bool> Open(Account account, CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        session.Insert(account);
        try
        {
            await session.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DocumentAlreadyExistsException)
        {
            return false;
        }
    }

    /// <summary>Changes an open account; null where there is none. Whoever is overtaken by another change is refused by the database.</summary>
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

    /// <summary>Shuts a system out for good; null where it is not let in.</summary>
    internal Task<Account?> Close(string name, string actor, CancellationToken cancellationToken) =>
        Change(name, account => account with { ClosedAt = clock.GetUtcNow(), ClosedBy = actor }, cancellationToken);
}
