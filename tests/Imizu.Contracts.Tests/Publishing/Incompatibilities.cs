using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>
/// What a newer contract takes away from those who read by an older one, or from what was stored under it. Events, members and codes may
/// be added, for the contract says that these lists grow; words for people (title, description) may be put better.
/// </summary>
internal static class Incompatibilities
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What must stay as it is, wherever it stands.</summary>
    private static readonly string[] Fixed = ["type", "format", "pattern", "const", "x-unit", "x-legal-basis", "additionalProperties"];

    /// <summary>Between two contracts: schemas by their names.</summary>
    public static IReadOnlyList<string> Between(IReadOnlyDictionary<string, JsonObject> published, IReadOnlyDictionary<string, JsonObject> now) =>
        [.. published.SelectMany(schema => now.TryGetValue(schema.Key, out var newer)
            ? Between(schema.Key, schema.Value, newer)
            : [$"{schema.Key}: is removed"])];

    private static IEnumerable<string> Between(string place, JsonObject was, JsonObject now) =>
    [
        .. Fixed.Where(keyword => !JsonNode.DeepEquals(was[keyword], now[keyword]))
            .Select(keyword => $"{place}: {keyword} was {Said(was[keyword])} and is {Said(now[keyword])}"),
        .. Codes(place, was, now),
        .. Members(place, was, now),
        .. Within($"{place}[]", was["items"], now["items"]),
    ];

    private static IEnumerable<string> Codes(string place, JsonObject was, JsonObject now)
    {
        if (was["enum"] is null != now["enum"] is null)
        {
            yield return $"{place}: {(was["enum"] is null ? "was free and is" : "is free and was")} one of a list of codes";
            yield break;
        }
        foreach (var code in Strings(was["enum"]).Except(Strings(now["enum"])))
        {
            yield return $"{place}: the code {code} is removed";
        }
        foreach (var code in Strings(was["enum"]).Intersect(Strings(now["enum"])).Where(code => !JsonNode.DeepEquals(was["x-words"]?[code], now["x-words"]?[code])))
        {
            yield return $"{place}: the code {code} meant {Said(was["x-words"]?[code])} and means {Said(now["x-words"]?[code])}";
        }
    }

    private static IEnumerable<string> Members(string place, JsonObject was, JsonObject now)
    {
        var (before, after) = (was["properties"]?.AsObject() ?? [], now["properties"]?.AsObject() ?? []);
        var (needed, needs) = (Strings(was["required"]).ToHashSet(), Strings(now["required"]).ToHashSet());
        foreach (var (name, member) in before)
        {
            var here = $"{place}.{name}";
            if (after[name] is null)
            {
                yield return $"{here}: is removed or renamed";
                continue;
            }
            if (needed.Contains(name) != needs.Contains(name))
            {
                yield return $"{here}: {(needed.Contains(name) ? "was always there and may now be absent" : "may be absent in what is stored and is now required")}";
            }
            foreach (var found in Within(here, member, after[name]))
            {
                yield return found;
            }
        }
        foreach (var name in needs.Where(name => !before.ContainsKey(name)))
        {
            yield return $"{place}.{name}: is new and required, and absent in what is stored";
        }
    }

    private static IEnumerable<string> Within(string place, JsonNode? was, JsonNode? now) => (was, now) switch
    {
        (JsonObject before, JsonObject after) => Between(place, before, after),
        (null, null) => [],
        _ => [$"{place}: was {Said(was)} and is {Said(now)}"],
    };

    private static IEnumerable<string> Strings(JsonNode? list) => list is JsonArray items ? items.Select(item => item!.GetValue<string>()) : [];

    private static string Said(JsonNode? value) => value?.ToJsonString(Readable) ?? "absent";
}
