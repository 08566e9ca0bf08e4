namespace Imizu.LocalStack;

/// <summary>Servers that the environment gives to a stack: it then works on those, whatever else is on them, and starts none of its own.</summary>
public static class GivenServers
{
    /// <summary>The variable that names the database server.</summary>
    public const string Postgres = "ConnectionStrings__postgres";

    /// <summary>The variable that names the broker.</summary>
    public const string Messaging = "ConnectionStrings__messaging";

    /// <summary>The variable that names the broker's management API.</summary>
    public const string Management = "ConnectionStrings__management";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Variables { get; } = [Postgres, Messaging, Management];
}
