using System.Text.Json;
using System.Text.RegularExpressions;

namespace Imizu.EventStreams.Http;

/// <summary>What could have stood where a value could not be read.</summary>
internal static partial class ReadableValues
{
    private static readonly Dictionary<string, string> Described = new()
    {
        [typeof(string).FullName!] = "文字列",
        [typeof(int).FullName!] = "整数（引用符なし）",
        [typeof(long).FullName!] = "整数（引用符なし）",
        [typeof(decimal).FullName!] = "数（引用符なし）",
        [typeof(bool).FullName!] = "true か false",
        [typeof(Guid).FullName!] = "UUID",
        [typeof(DateOnly).FullName!] = "2024-04-01 の形で、暦にある日付",
        [typeof(TimeOnly).FullName!] = "13:30 の形の時刻",
        [typeof(DateTimeOffset).FullName!] = "2024-04-01T13:30:00+09:00 の形の時刻",
    };

    /// <summary>By the type that the value should have had; null where that is no single value, or is not said.</summary>
    public static string? InsteadOf(JsonException unreadable)
    {
        if (Expected().Match(unreadable.Message) is not { Success: true } expected)
        {
            return null;
        }
        var name = expected.Groups[1].Value;
        return Described.GetValueOrDefault(name) ?? (CodeType(name) is { } codes ? $"次のいずれか：{string.Join("、", CodesOf(codes))}" : null);
    }

    private static IEnumerable<string> CodesOf(Type codes) => Enum.GetNames(codes).Select(JsonNamingPolicy.CamelCase.ConvertName);

    private static Type? CodeType(string name) =>
        AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(name)).FirstOrDefault(type => type is { IsEnum: true });

    [GeneratedRegex(@"could not be converted to (?:System\.Nullable`1\[)?([\w.+]+)")]
    private static partial Regex Expected();
}
