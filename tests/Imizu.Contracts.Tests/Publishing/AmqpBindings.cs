using System.Text.Json.Nodes;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>What AsyncAPI's binding for AMQP 0-9-1 says of a channel and of an operation.</summary>
internal static class AmqpBindings
{
    private const string Version = "0.3.0";

    /// <summary>A channel that is a durable topic exchange.</summary>
    public static JsonObject Topic(string exchange) => new()
    {
        ["amqp"] = new JsonObject
        {
            ["is"] = "routingKey",
            ["exchange"] = new JsonObject { ["name"] = exchange, ["type"] = "topic", ["durable"] = true, ["autoDelete"] = false, ["vhost"] = "/" },
            ["bindingVersion"] = Version,
        },
    };

    /// <summary>An operation whose messages outlive the broker's process.</summary>
    public static JsonObject Persistent() => new() { ["amqp"] = new JsonObject { ["deliveryMode"] = 2, ["bindingVersion"] = Version } };
}
