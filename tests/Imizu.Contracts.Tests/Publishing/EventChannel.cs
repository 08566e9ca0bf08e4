using System.Text.Json.Nodes;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>What is sent to whoever follows: the exchange <c>imizu.events</c>, and what a message of it holds.</summary>
internal static class EventChannel
{
    public static JsonObject Describe() => new()
    {
        ["address"] = "{type}",
        ["title"] = "出来事",
        ["description"] = "ルーティングキーは出来事の種類です。",
        ["servers"] = new JsonArray(new JsonObject { ["$ref"] = "#/servers/broker" }),
        ["parameters"] = new JsonObject
        {
            ["type"] = new JsonObject
            {
                ["description"] = "出来事の種類。後から増えることがあります。",
                ["enum"] = new JsonArray([.. EventCatalog.All.Select(entry => JsonValue.Create(entry.Name))]),
                ["location"] = "$message.payload#/type",
            },
        },
        ["messages"] = Named(entry => new JsonObject { ["$ref"] = $"#/components/messages/{entry.Name}" }),
        ["bindings"] = AmqpBindings.Topic("imizu.events"),
    };

    /// <summary>The document describes Imizu, whose side is to send.</summary>
    public static JsonObject Operation() => new()
    {
        ["action"] = "send",
        ["title"] = "出来事の配信",
        ["summary"] = "Imizu が送り、結び付けた者がみな受け取ります。",
        ["channel"] = new JsonObject { ["$ref"] = "#/channels/events" },
        ["bindings"] = AmqpBindings.Persistent(),
    };

    /// <summary>One message for each event.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Messages() => EventCatalog.All.Select(entry => KeyValuePair.Create(entry.Name, (JsonNode?)Message(entry.Name, entry.Record)));

    private static JsonObject Message(string name, Type record) => new()
    {
        ["name"] = name,
        ["title"] = EventCatalog.WordOf(record),
        ["summary"] = XmlDocs.Of(record),
        ["contentType"] = "application/json",
        ["x-legal-basis"] = EventCatalog.LegalBasisOf(record),
        ["payload"] = new JsonObject
        {
            ["allOf"] = new JsonArray(
                new JsonObject { ["$ref"] = "./schemas/envelope.json" },
                new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject
                    {
                        ["type"] = new JsonObject { ["const"] = name },
                        ["data"] = new JsonObject { ["$ref"] = $"./schemas/{name}.json" },
                    },
                }),
        },
        ["examples"] = new JsonArray(new JsonObject { ["name"] = "example", ["payload"] = EnvelopeExamples.Of(name, record) }),
    };

    private static JsonObject Named(Func<(string Name, Type Record), JsonNode?> what) =>
        new(EventCatalog.All.Select(entry => KeyValuePair.Create(entry.Name, what(entry))));
}
