namespace Imizu.Gateway.Accounts;

/// <summary>The authorization policies of the gateway's routes. <c>User.Identity.Name</c> is the account's name.</summary>
public static class Policies
{
    /// <summary>The operator, who runs the stack and administers accounts.</summary>
    public const string Operator = "operator";

    /// <summary>Accounts that send tallies.</summary>
    public const string Sender = "sender";

    /// <summary>Accounts that read events.</summary>
    public const string Follower = "follower";

    /// <summary>All policies; each requires the role of the same name.</summary>
    internal static IReadOnlyList<string> All { get; } = [Operator, Sender, Follower];

    /// <summary>The role of an account of a kind.</summary>
    internal static string RoleOf(AccountKind kind) => kind switch
    {
        AccountKind.Follower => Follower,
        AccountKind.Sender => Sender,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
    };
}
