using System.Text.Json;
using System.Text.Json.Nodes;

namespace Imizu.Gateway.Broker;

/// <summary>What is at the broker of all that is reconciled.</summary>
/// <param name="Objects">Users, permissions, limits, policies and exchanges as the management API lists them, each under the path by which it is set.</param>
/// <param name="Queues">The queues of the virtual host.</param>
internal sealed record BrokerState(IReadOnlyDictionary<string, JsonObject> Objects, IReadOnlyList<BrokerQueue> Queues)
{
    private const string UserPath = "users/";

    /// <summary>The names of all users.</summary>
    public IEnumerable<string> Users => Objects.Keys.Where(path => path.StartsWith(UserPath, StringComparison.Ordinal)).Select(path => path[UserPath.Length..]);

    /// <summary>A user; null where there is none.</summary>
    public JsonObject? User(string name) => Objects.GetValueOrDefault(UserPath + name);

    /// <summary>Whether what a step sets is there already; what the broker adds of its own does not matter.</summary>
    public bool Has(BrokerStep step) =>
        Objects.TryGetValue(step.Path, out var there) && step.Content!.All(member => JsonNode.DeepEquals(there[member.Key], member.Value));
}

/// <summary>A queue with its declaration arguments, its number of consumers, and of the messages that wait in it.</summary>
internal sealed record BrokerQueue(string Name, IReadOnlyDictionary<string, JsonElement> Arguments, int Consumers = 0, long Messages = 0)
{
    /// <summary>The account that owns the queue: the part of its name before the first dot.</summary>
    public string Owner => Name.Split('.', 2)[0];

    /// <summary>A string argument of the declaration; null where it is absent or no string.</summary>
    public string? Word(string argument) =>
        Arguments.TryGetValue(argument, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
