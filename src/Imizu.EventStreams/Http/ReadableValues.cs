using System.Text.Json;
using System.Text.RegularExpressions;

namespace Imizu.EventStreams.Http;

/// <summary>What could have stood where a value could not be read.</summary>
internal static partial class ReadableValues
{
    private static readonly Dictionary<Type, string> Described = new()
    {
        [typeof(string)] = "文字列",
        [typeof(int)] = "整数（引用符なし）",
        [typeof(long)] = "整数（引用符なし）",
        [typeof(decimal)] = "数（引用符なし）",
        [typeof(bool)] = "true か false",
        [typeof(Guid)] = "UUID",
        [typeof(DateOnly)] = "2024-04-01 の形で、暦にある日付",
        [typeof(TimeOnly)] = "13:30 の形の時刻",
        [typeof(DateTimeOffset)] = "2024-04-01T13:30:00+09:00 の形の時刻",
    };

    /// <summary>By the type that the value should have had; null where that is no single value, or cannot be told.</summary>
    /// <remarks>The reader names the type of the value, or that of the record of which it is a member.</remarks>
    public static string? InsteadOf(JsonException unreadable)
    {
        if (Named().Match(unreadable.Message) is not { Success: true } named || Find(named.Groups[1].Value) is not { } type)
        {
            return null;
        }
        var member = unreadable.Path?[(unreadable.Path.LastIndexOf('.') + 1)..];
        return Of(type) ?? (type.GetProperties().FirstOrDefault(property => Written(property.Name) == member) is { } read ? Of(read.PropertyType) : null);
    }

    private static string? Of(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var single && single.IsEnum
            ? $"次のいずれか（{string.Join("、", Enum.GetNames(single).Select(Written))}）"
            : Described.GetValueOrDefault(single);

    private static Type? Find(string name) =>
        AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(name)).FirstOrDefault(type => type is not null);

    private static string Written(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    [GeneratedRegex(@"could not be converted to (?:System\.Nullable`1\[)?([\w.+]+?)[.\]]* Path")]
    private static partial Regex Named();
}
