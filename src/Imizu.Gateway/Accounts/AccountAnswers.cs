namespace Imizu.Gateway.Accounts;

/// <summary>The body of a request that creates an account or changes its programmes.</summary>
/// <param name="Kind">For what.</param>
/// <param name="Programmes">Of a sender: for which programmes, by their printed names.</param>
public sealed record AccountRequest(AccountKind Kind, IReadOnlyList<string>? Programmes = null);

/// <summary>An account as it is returned to the operator, without its password hash.</summary>
public sealed record AccountAnswer(
    string Name, AccountKind Kind, IReadOnlyList<string> Programmes, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ClosedAt, string? ClosedBy)
{
    public static AccountAnswer Of(Account account) => new(
        account.Name, account.Kind, account.Programmes, account.CreatedAt, account.CreatedBy, account.ClosedAt, account.ClosedBy);
}

/// <summary>The result of a change of an account.</summary>
/// <param name="Account">As it is now.</param>
/// <param name="Password">Its new password, where it has one: shown now, and never again.</param>
/// <param name="AtBroker">Whether the broker does as it says already; else it does once it can be reached.</param>
/// <param name="Note">What to do, where there is something to know.</param>
/// <remarks>The change is committed even where the broker could not be reconciled yet.</remarks>
public sealed record AccountChanged(AccountAnswer Account, string? Password, bool AtBroker, string? Note)
{
    public static AccountChanged Of(Account account, string? password, bool isAtBroker) => new(AccountAnswer.Of(account), password, isAtBroker,
        isAtBroker ? null : "メッセージブローカーに届きません。HTTP では今から、ブローカーでは届き次第、自動で有効になります。もう一度送る必要はありません。");
}
