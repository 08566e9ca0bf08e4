namespace Imizu.Gateway.Accounts;

/// <summary>What another system is to be let in for.</summary>
/// <param name="Kind">For what.</param>
/// <param name="Programmes">Of a sender: for which programmes, by their printed names.</param>
public sealed record AccountRequest(AccountKind Kind, IReadOnlyList<string>? Programmes = null);

/// <summary>An account, as the operator sees it.</summary>
public sealed record AccountAnswer(
    string Name, AccountKind Kind, IReadOnlyList<string> Programmes, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ClosedAt, string? ClosedBy)
{
    public static AccountAnswer Of(Account account) => new(
        account.Name, account.Kind, account.Programmes, account.CreatedAt, account.CreatedBy, account.ClosedAt, account.ClosedBy);
}

/// <summary>A change of an account.</summary>
/// <param name="Account">As it is now.</param>
/// <param name="Password">Its new password, where it has one: shown now, and never again.</param>
public sealed record AccountChanged(AccountAnswer Account, string? Password);
