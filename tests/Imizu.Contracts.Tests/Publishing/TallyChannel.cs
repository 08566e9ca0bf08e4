using System.Text.Json.Nodes;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>What other systems send: the exchange <c>imizu.field-tallies</c>. The gateway's own tests hold its reading of a tally to this schema.</summary>
internal static class TallyChannel
{
    public static JsonObject Schema()
    {
        var properties = new JsonObject
        {
            ["programme"] = Text("事業名", "The programme's name, as it is registered."),
            ["measure"] = Text("項目の符号", "The measure's code; GET /measures lists those that an account may send."),
            ["unit"] = Text("単位", "The measure's unit: says that both sides mean the same."),
            ["from"] = Day("始まり", "The period's first day."),
            ["to"] = Day("終わり", "The period's last day, in the same fiscal year; it decides that year."),
            ["value"] = new JsonObject
            {
                ["title"] = "値",
                ["description"] = "In that unit: a whole number of 0 or more, or for a ratio 0 to 100.",
                ["type"] = "number",
            },
        };
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"urn:imizu:schema:{ContractFiles.FieldTally}",
            ["title"] = "期間の集計",
            ["description"] = "A programme's number of a measure for a period; sent again for the same period, it replaces the earlier one.",
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. properties.Select(member => JsonValue.Create(member.Key))]),
            // What a sender means by a member that nobody knows would be lost unsaid.
            ["additionalProperties"] = false,
        };
    }

    public static JsonObject Describe() => new()
    {
        ["address"] = "{key}",
        ["title"] = "各分野の集計",
        ["description"] = "集計を送る宛先です。ルーティングキーは自由です。",
        ["servers"] = new JsonArray(new JsonObject { ["$ref"] = "#/servers/broker" }),
        ["parameters"] = new JsonObject { ["key"] = new JsonObject { ["description"] = "自由。受け取り方は変わりません。" } },
        ["messages"] = new JsonObject { [ContractFiles.FieldTally] = new JsonObject { ["$ref"] = $"#/components/messages/{ContractFiles.FieldTally}" } },
        ["bindings"] = AmqpBindings.Topic("imizu.field-tallies"),
    };

    public static JsonObject Operation() => new()
    {
        ["action"] = "receive",
        ["title"] = "集計の受け取り",
        ["summary"] = "他のシステムが送り、Imizu が受け取ります。",
        ["channel"] = new JsonObject { ["$ref"] = "#/channels/tallies" },
    };

    public static JsonObject Message() => new()
    {
        ["name"] = ContractFiles.FieldTally,
        ["title"] = "期間の集計",
        ["summary"] = "プロパティ user-id に送信用アカウントの名前、message-id に送信ごとの名前を入れてください。同じ message-id で送り直しても一件です。",
        ["contentType"] = "application/json",
        ["payload"] = new JsonObject { ["$ref"] = $"./schemas/{ContractFiles.FieldTally}.json" },
        ["examples"] = new JsonArray(new JsonObject
        {
            ["name"] = "example",
            ["payload"] = new JsonObject
            {
                ["programme"] = "地域包括支援センター", ["measure"] = "chiiki-hokatsu-sodan", ["unit"] = "件",
                ["from"] = "2024-04-01", ["to"] = "2024-04-30", ["value"] = 99,
            },
        }),
    };

    private static JsonObject Text(string word, string meaning) => new() { ["title"] = word, ["description"] = meaning, ["type"] = "string" };

    private static JsonObject Day(string word, string meaning)
    {
        var schema = Text(word, meaning);
        schema["format"] = "date";
        return schema;
    }
}
