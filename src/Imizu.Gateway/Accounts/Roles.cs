namespace Imizu.Gateway.Accounts;

/// <summary>Who may use a route. <c>User.Identity.Name</c> is the account's name.</summary>
public static class Roles
{
    /// <summary>The operator, who runs the stack and administers accounts.</summary>
    public const string Operator = "operator";

    /// <summary>Accounts that send tallies.</summary>
    public const string Sender = "sender";

    /// <summary>Accounts that read events.</summary>
    public const string Follower = "follower";

    /// <summary>Lets only who has one of the roles use the routes.</summary>
    internal static RouteGroupBuilder For(this RouteGroupBuilder routes, params string[] roles) =>
        routes.RequireAuthorization(needs => needs.RequireRole(roles)).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
}
