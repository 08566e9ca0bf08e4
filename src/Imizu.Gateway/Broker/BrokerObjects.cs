using System.Text.Json;
using System.Text.Json.Serialization;

namespace Imizu.Gateway.Broker;

/// <summary>A RabbitMQ user, as in the management API.</summary>
internal sealed record BrokerUser(string Name, string? PasswordHash, string? HashingAlgorithm, IReadOnlyList<string> Tags);

/// <summary>A user's permissions on a virtual host: regular expressions on object names.</summary>
internal sealed record BrokerPermission(string User, string Vhost, string Configure, string Write, string Read);

/// <summary>A user's limits, by RabbitMQ's names for them.</summary>
internal sealed record BrokerUserLimits(string User, IReadOnlyDictionary<string, long> Value);

/// <summary>A queue with its declaration arguments and its number of consumers.</summary>
internal sealed record BrokerQueue(string Name, IReadOnlyDictionary<string, JsonElement> Arguments, int Consumers = 0)
{
    /// <summary>The account that owns the queue: the part of its name before the first dot.</summary>
    [JsonIgnore]
    public string Owner => Name.Split('.', 2)[0];

    /// <summary>A string argument of the declaration; null where it is absent or no string.</summary>
    public string? Word(string argument) =>
        Arguments.TryGetValue(argument, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>An exchange.</summary>
internal sealed record BrokerExchange(string Name);

/// <summary>An operator policy, which a queue's own arguments cannot exceed: the smaller limit applies.</summary>
internal sealed record OperatorPolicy(
    string Name, string Pattern, [property: JsonPropertyName("apply-to")] string ApplyTo, int Priority, QueueLimits Definition);

/// <summary>The limits that an operator policy sets on queues.</summary>
internal sealed record QueueLimits(
    [property: JsonPropertyName("max-length")] long? MaxLength,
    [property: JsonPropertyName("max-length-bytes")] long? MaxLengthBytes,
    [property: JsonPropertyName("expires")] long? Expires);

/// <summary>The current state of everything at the broker that is reconciled.</summary>
internal sealed record BrokerState(
    IReadOnlyList<BrokerUser> Users,
    IReadOnlyList<BrokerPermission> Permissions,
    IReadOnlyList<BrokerUserLimits> Limits,
    IReadOnlyList<OperatorPolicy> Policies,
    IReadOnlyList<BrokerExchange> Exchanges,
    IReadOnlyList<BrokerQueue> Queues);
