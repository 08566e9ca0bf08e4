using System.Text.RegularExpressions;

namespace Imizu.Gateway.Accounts;

/// <summary>What an account can be called: what is also a plain name of a user and of queues at the broker.</summary>
internal static partial class AccountName
{
    /// <summary>Who lets other systems in; no account.</summary>
    public const string Operator = "operator";

    /// <summary>Begins what is Imizu's own at the broker.</summary>
    public const string Own = "imizu";

    public static bool IsValid(string name) => Name().IsMatch(name);

    /// <summary>
    /// Whether it would be taken for somebody else: the operator, a user that comes with a broker, Imizu itself, or the broker, whose own
    /// exchanges begin with <c>amq.</c>, as would the queues of such an account.
    /// </summary>
    public static bool IsReserved(string name) => name is Operator or "guest" or "admin" or "administrator" or "amq" || name.StartsWith(Own, StringComparison.Ordinal);

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{2,39}\z")]
    private static partial Regex Name();
}
