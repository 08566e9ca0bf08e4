using System.Text.Json.Nodes;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>The AsyncAPI 3.0 document: what is sent on the broker, and what a follower finds in it.</summary>
internal static class AsyncApi
{
    private const string Exchange = "imizu.events", Amqp = "0.3.0";

    /// <summary>What is decided for the report stays within the projection service: it has no announcer and no feed.</summary>
    private const string NotAnnounced = "jp.imizu.projection.";

    private static IEnumerable<(string Name, Type Record)> Announced =>
        EventCatalog.All.Where(entry => !entry.Name.StartsWith(NotAnnounced, StringComparison.Ordinal));

    public static JsonObject Document() => new()
    {
        ["asyncapi"] = "3.0.0",
        ["id"] = "urn:imizu:events",
        ["info"] = new JsonObject
        {
            ["title"] = "Imizu の出来事",
            ["version"] = ContractFiles.Version,
            ["description"] =
                "重層的支援体制整備事業で記録された出来事の配信です。キューを宣言し、トピック交換機 imizu.events に結び付けてください。"
                + "すべてなら jp.imizu.#、一つのサービスなら jp.imizu.consultation.# のように指定します。"
                + "同じ出来事が二度届くことがあり、順番が前後することもあります。source ごとに最後の position を控え、"
                + "previousposition がそれと違えば、足りない分を GET /events?after= で読んでください。"
                + "項目、符号、出来事の種類は後から増えることがあります。知らないものは捨てずに残してください。名前と意味は変わりません。",
        },
        ["defaultContentType"] = "application/json",
        ["servers"] = new JsonObject
        {
            ["broker"] = new JsonObject
            {
                ["host"] = "{host}:{port}",
                ["protocol"] = "amqp",
                ["protocolVersion"] = "0.9.1",
                ["description"] = "RabbitMQ。ポートは起動時に決まります。",
                ["variables"] = new JsonObject
                {
                    ["host"] = new JsonObject { ["default"] = "127.0.0.1" },
                    ["port"] = new JsonObject { ["default"] = "5672" },
                },
                ["security"] = new JsonArray(new JsonObject { ["$ref"] = "#/components/securitySchemes/account" }),
            },
        },
        ["channels"] = new JsonObject
        {
            ["events"] = new JsonObject
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
                        ["enum"] = new JsonArray([.. Announced.Select(entry => JsonValue.Create(entry.Name))]),
                        ["location"] = "$message.payload#/type",
                    },
                },
                ["messages"] = Named(entry => new JsonObject { ["$ref"] = $"#/components/messages/{entry.Name}" }),
                ["bindings"] = new JsonObject
                {
                    ["amqp"] = new JsonObject
                    {
                        ["is"] = "routingKey",
                        ["exchange"] = new JsonObject { ["name"] = Exchange, ["type"] = "topic", ["durable"] = true, ["autoDelete"] = false, ["vhost"] = "/" },
                        ["bindingVersion"] = Amqp,
                    },
                },
            },
        },
        ["operations"] = new JsonObject
        {
            ["announce"] = new JsonObject
            {
                // The document describes Imizu, so its side is to send.
                ["action"] = "send",
                ["title"] = "出来事の配信",
                ["summary"] = "Imizu が送り、結び付けた者がみな受け取ります。",
                ["channel"] = new JsonObject { ["$ref"] = "#/channels/events" },
                ["bindings"] = new JsonObject { ["amqp"] = new JsonObject { ["deliveryMode"] = 2, ["bindingVersion"] = Amqp } },
            },
        },
        ["components"] = new JsonObject
        {
            ["securitySchemes"] = new JsonObject
            {
                ["account"] = new JsonObject { ["type"] = "userPassword", ["description"] = "ブローカーの利用者名とパスワード" },
            },
            ["messages"] = Named(entry => Message(entry.Name, entry.Record)),
        },
    };

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
        new(Announced.Select(entry => KeyValuePair.Create(entry.Name, what(entry))));
}
