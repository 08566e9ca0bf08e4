using System.Text.Json;
using System.Text.Json.Serialization;

namespace Imizu.Gateway.Broker;

/// <summary>A user of the broker, in the management API's words.</summary>
internal sealed record BrokerUser(string Name, string? PasswordHash, string? HashingAlgorithm, IReadOnlyList<string> Tags);

/// <summary>What a user may do on a virtual host: regular expressions that names have to match.</summary>
internal sealed record BrokerPermission(string User, string Vhost, string Configure, string Write, string Read);

/// <summary>How many of something a user may have open, by the broker's word for it.</summary>
internal sealed record BrokerUserLimits(string User, IReadOnlyDictionary<string, long> Value);

/// <summary>A queue, what it was declared with, and how many read it.</summary>
internal sealed record BrokerQueue(string Name, IReadOnlyDictionary<string, JsonElement> Arguments, int Consumers = 0)
{
    /// <summary>Whose it is: what stands before the first dot.</summary>
    [JsonIgnore]
    public string Owner => Name.Split('.', 2)[0];

    /// <summary>An argument that is a word; null where there is none.</summary>
    public string? Word(string argument) =>
        Arguments.TryGetValue(argument, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>An exchange.</summary>
internal sealed record BrokerExchange(string Name);

/// <summary>A policy that whoever declares a queue cannot override: the smaller number of the two holds.</summary>
internal sealed record OperatorPolicy(
    string Name, string Pattern, [property: JsonPropertyName("apply-to")] string ApplyTo, int Priority, QueueLimits Definition);

/// <summary>What it sets.</summary>
internal sealed record QueueLimits(
    [property: JsonPropertyName("max-length")] long? MaxLength,
    [property: JsonPropertyName("max-length-bytes")] long? MaxLengthBytes,
    [property: JsonPropertyName("expires")] long? Expires);

/// <summary>What there is at the broker, of all that is arranged there.</summary>
internal sealed record BrokerState(
    IReadOnlyList<BrokerUser> Users,
    IReadOnlyList<BrokerPermission> Permissions,
    IReadOnlyList<BrokerUserLimits> Limits,
    IReadOnlyList<OperatorPolicy> Policies,
    IReadOnlyList<BrokerExchange> Exchanges,
    IReadOnlyList<BrokerQueue> Queues);
