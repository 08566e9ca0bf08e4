using System.Text.Json.Nodes;
using Xunit;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>Which changes of a schema take something from those who read by it.</summary>
public sealed class IncompatibilitiesTests
{
    private const string Event = "jp.imizu.notes.note-taken.v1";

    private const string Published = """
        {
          "title": "書き留め", "description": "A note.", "x-legal-basis": "第1条", "type": "object",
          "properties": {
            "on": { "title": "実施日", "type": "string", "format": "date" },
            "kind": { "type": "string", "enum": ["short", "long"], "x-words": { "short": "短い", "long": "長い" } },
            "count": { "type": "integer", "x-unit": "人" },
            "remark": { "type": "string" },
            "lines": { "type": "array", "items": { "type": "object", "properties": { "text": { "type": "string" } }, "required": ["text"] } }
          },
          "required": ["on", "kind", "count", "lines"]
        }
        """;

    private static IReadOnlyList<string> Changes(string was, string now)
    {
        Assert.True(was.Length == 0 || Published.Contains(was, StringComparison.Ordinal), $"{was} is not there to be changed.");
        var newer = JsonNode.Parse(was.Length == 0 ? Published : Published.Replace(was, now, StringComparison.Ordinal))!.AsObject();
        return Incompatibilities.Between(Contract(JsonNode.Parse(Published)!.AsObject()), Contract(newer));
    }

    private static Dictionary<string, JsonObject> Contract(JsonObject schema) => new() { [Event] = schema };

    [Fact]
    public void The_same_takes_nothing() => Assert.Empty(Changes("", ""));

    [Theory]
    [InlineData("\"remark\": { \"type\": \"string\" }", "\"remark\": { \"type\": \"string\" }, \"more\": { \"type\": \"integer\" }")]
    [InlineData("\"enum\": [\"short\", \"long\"], \"x-words\": {", "\"enum\": [\"tiny\", \"short\", \"long\"], \"x-words\": { \"tiny\": \"ごく短い\",")]
    [InlineData("A note.", "A note, as it was taken.")]
    [InlineData("\"title\": \"実施日\"", "\"title\": \"行った日\"")]
    public void A_member_or_a_code_more_or_a_better_description_takes_nothing(string was, string now) => Assert.Empty(Changes(was, now));

    [Fact]
    public void An_event_more_takes_nothing()
    {
        var schema = JsonNode.Parse(Published)!.AsObject();
        Assert.Empty(Incompatibilities.Between(Contract(schema), new Dictionary<string, JsonObject>(Contract(schema)) { ["jp.imizu.notes.note-taken.v2"] = [] }));
    }

    [Fact]
    public void An_event_removed() =>
        Assert.Equal([$"{Event}: is removed"], Incompatibilities.Between(Contract([]), new Dictionary<string, JsonObject>()));

    [Theory]
    [InlineData("\"remark\": { \"type\": \"string\" },", "", ".remark: is removed or renamed")]
    [InlineData("\"remark\":", "\"note\":", ".remark: is removed or renamed")]
    [InlineData("\"type\": \"integer\"", "\"type\": \"number\"", ".count: type was \"integer\" and is \"number\"")]
    [InlineData("\"type\": \"integer\"", "\"type\": [\"integer\", \"null\"]", ".count: type was \"integer\" and is [\"integer\",\"null\"]")]
    [InlineData("\"date\"", "\"date-time\"", ".on: format was \"date\" and is \"date-time\"")]
    [InlineData("\"x-unit\": \"人\"", "\"x-unit\": \"件\"", ".count: x-unit was \"人\" and is \"件\"")]
    [InlineData("第1条", "第2条", ": x-legal-basis was \"第1条\" and is \"第2条\"")]
    [InlineData("[\"on\", \"kind\", \"count\", \"lines\"]", "[\"on\", \"kind\", \"count\", \"lines\", \"remark\"]", ".remark: may be absent in what is stored and is now required")]
    [InlineData("[\"on\", \"kind\", \"count\", \"lines\"]", "[\"on\", \"kind\", \"lines\"]", ".count: was always there and may now be absent")]
    [InlineData("[\"on\", \"kind\", \"count\", \"lines\"]", "[\"on\", \"kind\", \"count\", \"lines\", \"more\"]", ".more: is new and required, and absent in what is stored")]
    [InlineData("\"enum\": [\"short\", \"long\"]", "\"enum\": [\"short\"]", ".kind: the code long is removed")]
    [InlineData("\"short\": \"短い\"", "\"short\": \"簡単\"", ".kind: the code short meant \"短い\" and means \"簡単\"")]
    [InlineData("\"enum\": [\"short\", \"long\"],", "", ".kind: is free and was one of a list of codes")]
    [InlineData("\"remark\": { \"type\": \"string\" }", "\"remark\": { \"type\": \"string\", \"enum\": [\"a\"] }", ".remark: was free and is one of a list of codes")]
    [InlineData("\"text\": { \"type\": \"string\" }", "\"text\": { \"type\": \"boolean\" }", ".lines[].text: type was \"string\" and is \"boolean\"")]
    [InlineData("\"required\": [\"text\"]", "\"required\": []", ".lines[].text: was always there and may now be absent")]
    [InlineData("\"required\": [\"text\"]", "\"required\": [\"text\"], \"additionalProperties\": false", ".lines[]: additionalProperties was absent and is false")]
    public void What_takes_something_is_named(string was, string now, string found) => Assert.Equal([Event + found], Changes(was, now));
}
