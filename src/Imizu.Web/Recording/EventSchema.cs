using System.Collections.Concurrent;
using System.Text.Json;
using Imizu.Contracts;

namespace Imizu.Web.Recording;

/// <summary>What an event has in it, in the words of staff, as its published schema says it.</summary>
/// <param name="Title">What staff call the event.</param>
/// <param name="Members">Its members, in order.</param>
public sealed record EventSchema(string Title, IReadOnlyList<EventMember> Members)
{
    private static readonly ConcurrentDictionary<string, EventSchema?> Known = new();

    private static readonly (string, string)[] YesOrNo = [("true", "はい"), ("false", "いいえ")];

    /// <summary>That of an event's type; null where this build does not know it.</summary>
    public static EventSchema? Of(string type) => Known.GetOrAdd(type, static name => ContractFiles.Schema(name) is { } text ? Read(JsonElement.Parse(text)) : null);

    private static EventSchema Read(JsonElement schema)
    {
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet() : [];
        return new(schema.GetProperty("title").GetString()!, [.. schema.GetProperty("properties").EnumerateObject().Select(member => Member(member.Name, member.Value, required))]);
    }

    private static EventMember Member(string name, JsonElement schema, HashSet<string> required)
    {
        var one = schema.TryGetProperty("items", out var items) ? items : schema;
        var type = TypeOf(one);
        IReadOnlyList<(string, string)> words = one.TryGetProperty("x-words", out var known) ? [.. known.EnumerateObject().Select(word => (word.Name, word.Value.GetString()!))] : type == "boolean" ? YesOrNo : [];
        var members = one.TryGetProperty("properties", out var parts)
            ? parts.EnumerateObject().Select(part => Member(part.Name, part.Value, [.. parts.EnumerateObject().Select(of => of.Name)])).ToList() : [];
        return new(name, schema.TryGetProperty("title", out var title) ? title.GetString()! : name, type, Text(one, "format"), Text(schema, "x-unit"),
            items.ValueKind == JsonValueKind.Object, required.Contains(name), words, members);
    }

    // Of "string or null", the string.
    private static string TypeOf(JsonElement schema) => schema.GetProperty("type") is { ValueKind: JsonValueKind.Array } several
        ? several.EnumerateArray().Select(type => type.GetString()!).First(type => type != "null") : schema.GetProperty("type").GetString()!;

    private static string? Text(JsonElement schema, string name) => schema.TryGetProperty(name, out var text) ? text.GetString() : null;
}

/// <summary>A member of an event.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Word">What staff call it.</param>
/// <param name="Type">Its type in JSON, or that of one of its items.</param>
/// <param name="Format">Its format, such as <c>date</c>.</param>
/// <param name="Unit">The unit that it counts in.</param>
/// <param name="IsList">Whether there can be several.</param>
/// <param name="IsRequired">Whether it has to be there.</param>
/// <param name="Choices">The codes that it can be, each with its word; empty where it is free.</param>
/// <param name="Parts">The members of one of its items.</param>
public sealed record EventMember(
    string Name, string Word, string Type, string? Format, string? Unit, bool IsList, bool IsRequired, IReadOnlyList<(string Code, string Word)> Choices, IReadOnlyList<EventMember> Parts)
{
    /// <summary>What somebody has written there, as people read it.</summary>
    public string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join("、", value.EnumerateArray().Select(ShownOne)),
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => ShownOne(value),
    };

    private string ShownOne(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => string.Join(" ", Parts.Select(part => part.Shown(value.GetProperty(part.Name)))),
        JsonValueKind.True or JsonValueKind.False => Choices.First(choice => choice.Code == value.GetRawText()).Word,
        JsonValueKind.String when Format == "date" => Japan.Day(value.Deserialize<DateOnly>()),
        JsonValueKind.String => Choices.FirstOrDefault(choice => choice.Code == value.GetString()).Word ?? value.GetString()!,
        _ => value.GetRawText() + Unit,
    };
}
