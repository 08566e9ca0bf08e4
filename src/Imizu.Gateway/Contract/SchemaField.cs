using System.Text.Json.Nodes;

namespace Imizu.Gateway.Contract;

/// <summary>A member of a schema, in the words of whoever reads it; those of a list's items follow the list.</summary>
/// <param name="Path">Such as <c>participants[].count</c>.</param>
/// <param name="Word">What staff call it.</param>
/// <param name="Kind">What is written: 日付, 整数, 符号.</param>
/// <param name="Unit">What a number counts.</param>
/// <param name="IsRequired">Whether it is always there.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Codes">Where it is one of a list: each code and its word.</param>
public sealed record SchemaField(
    string Path, string? Word, string Kind, string? Unit, bool IsRequired, string? Meaning, IReadOnlyList<(string Code, string Word)> Codes)
{
    /// <summary>All members of a schema.</summary>
    public static IReadOnlyList<SchemaField> Of(JsonObject schema) => [.. Members(schema, "")];

    private static IEnumerable<SchemaField> Members(JsonObject schema, string before)
    {
        var required = schema["required"]?.AsArray().Select(name => (string)name!).ToHashSet() ?? [];
        foreach (var (name, node) in schema["properties"]?.AsObject() ?? [])
        {
            var member = node!.AsObject();
            var items = member["items"]?.AsObject();
            yield return new SchemaField(
                before + name, (string?)member["title"], KindOf(member), (string?)member["x-unit"], required.Contains(name), (string?)member["description"],
                [.. ((items ?? member)["x-words"]?.AsObject() ?? []).Select(code => (code.Key, (string)code.Value!))]);
            foreach (var within in Members(items ?? member, items is null ? $"{before}{name}." : $"{before}{name}[]."))
            {
                yield return within;
            }
        }
    }

    private static string KindOf(JsonObject schema) => ((string?)schema["type"], (string?)schema["format"]) switch
    {
        ("array", _) when schema["items"]?["properties"] is null => $"{KindOf(schema["items"]!.AsObject())}の並び",
        ("array", _) => "組の並び",
        ("object", _) => "組",
        ("string", "date") => "日付（2024-04-01）",
        ("string", "date-time") => "日時（RFC 3339）",
        ("string", "uuid") => "UUID",
        ("string", _) when schema["enum"] is not null => "符号",
        ("string", _) when schema["const"] is { } only => $"文字列（{only}）",
        ("string", _) when (string?)schema["pattern"] == "^[0-9]+$" => "整数（文字列で書く）",
        ("string", _) when schema["pattern"] is not null => "時刻（13:30:00）",
        ("string", _) => "文字列",
        ("integer", _) => "整数",
        ("number", _) => "数（小数可）",
        ("boolean", _) => "true か false",
        _ => "任意",
    };
}
