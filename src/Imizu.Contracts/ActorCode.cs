using System.Text.RegularExpressions;

namespace Imizu.Contracts;

/// <summary>Who asks or records: an opaque staff or system code, never a name. Until there is a log-in, the caller says it.</summary>
public static partial class ActorCode
{
    /// <summary>The header of a request that it stands in.</summary>
    public const string Header = "Imizu-Actor";

    /// <summary>Whether it can be one: up to 64 of the letters A to Z, digits, and <c>. _ -</c>.</summary>
    public static bool IsValid(string code) => Code().IsMatch(code);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Code();
}
