using System.Text.Json;
using System.Text.Json.Nodes;

namespace Imizu.Gateway.Broker;

/// <summary>One idempotent change at the broker: a request to its management API.</summary>
/// <param name="Method">PUT or DELETE.</param>
/// <param name="Path">Below <c>/api/</c>, escaped.</param>
/// <param name="Content">What is set; it may have the hash of a password, and is not logged.</param>
/// <param name="Queue">The queue that is deleted with the messages in it.</param>
/// <param name="Because">Why it is deleted.</param>
internal sealed record BrokerStep(HttpMethod Method, string Path, JsonObject? Content = null, string? Queue = null, string? Because = null)
{
    /// <summary>Sets something, in the words of the management API.</summary>
    public static BrokerStep Set(string path, object content) => new(HttpMethod.Put, path, JsonSerializer.SerializeToNode(content)!.AsObject());

    /// <summary>Deletes something, or closes a connection.</summary>
    public static BrokerStep Delete(string path) => new(HttpMethod.Delete, path);

    /// <summary>What is done, as it is logged.</summary>
    public override string ToString() => Queue is null ? $"{Method} {Path}" : $"queue {Queue} deleted: {Because}";
}
