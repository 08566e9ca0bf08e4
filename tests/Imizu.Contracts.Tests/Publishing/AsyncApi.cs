using System.Text.Json.Nodes;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>The AsyncAPI 3.0 document: what goes over the broker. Each exchange is a channel, in a file of its own.</summary>
internal static class AsyncApi
{
    public static JsonObject Document() => new()
    {
        ["asyncapi"] = "3.0.0",
        ["id"] = "urn:imizu:events",
        ["info"] = new JsonObject
        {
            ["title"] = "Imizu の出来事",
            ["version"] = ContractFiles.Version,
            ["description"] =
                "重層的支援体制整備事業で記録された出来事の配信です。アカウントの名前で始まるキュー（例 kosodate.events）を宣言し、"
                + "トピック交換機 imizu.events に jp.imizu.# で結び付けてください。"
                + "同じ出来事が二度届くことがあり、順番が前後することもあります。source ごとに最後の position を控え、"
                + "previousposition がそれと違えば、足りない分を GET /sources/{サービス名}/events?after= で読んでください。"
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
            ["events"] = EventChannel.Describe(),
            ["tallies"] = TallyChannel.Describe(),
        },
        ["operations"] = new JsonObject
        {
            ["announce"] = EventChannel.Operation(),
            ["takeIn"] = TallyChannel.Operation(),
        },
        ["components"] = new JsonObject
        {
            ["securitySchemes"] = new JsonObject
            {
                ["account"] = new JsonObject { ["type"] = "userPassword", ["description"] = "ブローカーの利用者名とパスワード" },
            },
            ["messages"] = new JsonObject([.. EventChannel.Messages(), KeyValuePair.Create(ContractFiles.FieldTally, (JsonNode?)TallyChannel.Message())]),
        },
    };
}
