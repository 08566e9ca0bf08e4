using System.Text.RegularExpressions;

namespace Imizu.EventStreams;

/// <summary>The kinds of stream identifiers.</summary>
public enum StreamIds
{
    /// <summary>A UUID that the caller makes; sent again, it is the same stream.</summary>
    Uuid,

    /// <summary>A short code from a register: small letters, digits and hyphens.</summary>
    Code,

    /// <summary>A fiscal year, by the calendar year that it begins in.</summary>
    Year,
}

/// <summary>Validates stream identifiers.</summary>
public static partial class StreamIdShapes
{
    public static bool Admits(this StreamIds ids, string id) => ids switch
    {
        StreamIds.Uuid => Uuid().IsMatch(id),
        StreamIds.Year => Year().IsMatch(id),
        _ => Code().IsMatch(id),
    };

    /// <summary>The description of a valid identifier, for error messages.</summary>
    public static string Described(this StreamIds ids) => ids switch
    {
        StreamIds.Uuid => "UUID（小文字、ハイフン付き）を指定してください。",
        StreamIds.Year => "年度を西暦 4 桁（2000～2099）で指定してください。",
        _ => "英小文字、数字、ハイフンで 64 字までの符号を指定してください。",
    };

    [GeneratedRegex(@"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"\A20[0-9]{2}\z")]
    private static partial Regex Year();
}
