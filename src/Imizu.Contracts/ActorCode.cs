using System.Text.RegularExpressions;

namespace Imizu.Contracts;

/// <summary>Who asks or records: an opaque staff or system code, never a name, as the token says it.</summary>
public static partial class ActorCode
{
    /// <summary>The header in which whoever may hand on what others send says who has sent it; nobody else may send it.</summary>
    public const string OnBehalfOf = "Imizu-On-Behalf-Of";

    /// <summary>Whether it can be one: up to 64 of the letters A to Z, digits, and <c>. _ -</c>.</summary>
    public static bool IsValid(string code) => Code().IsMatch(code);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Code();
}
