namespace Imizu.Gateway.Accounts;

/// <summary>Who may do what: one of these on each route. The account's name is the user's (<c>User.Identity.Name</c>).</summary>
public static class Policies
{
    /// <summary>Runs the stack, and lets other systems in.</summary>
    public const string Operator = "operator";

    /// <summary>Sends tallies.</summary>
    public const string Sender = "sender";

    /// <summary>Reads events.</summary>
    public const string Follower = "follower";

    /// <summary>Each is a role of the same name; a route that needs either of two names both roles.</summary>
    internal static IReadOnlyList<string> All { get; } = [Operator, Sender, Follower];

    /// <summary>The role of those who are let in for something.</summary>
    internal static string RoleOf(AccountKind kind) => kind switch
    {
        AccountKind.Follower => Follower,
        AccountKind.Sender => Sender,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
    };
}
