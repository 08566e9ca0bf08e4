using System.Text.Json;
using Imizu.Contracts;

namespace Imizu.Operations.Loading;

/// <summary>One recording request of a history.</summary>
/// <param name="Day">The day on which it happened.</param>
/// <param name="Service">One of <see cref="Services"/>.</param>
/// <param name="Stream">The stream that it belongs to, as in the path, such as <c>cases/0198c1d2-…</c>.</param>
/// <param name="What">What is recorded, the path's last part.</param>
/// <param name="Body">The request's body.</param>
public sealed record Call(DateOnly Day, string Service, string Stream, string What, JsonElement Body)
{
    /// <summary>Other streams of the service whose earlier calls this one rests on.</summary>
    public IReadOnlyList<string> RestsOn { get; init; } = [];

    /// <summary>The Idempotency-Key, the same in every run.</summary>
    public string Key { get; init; } = "";

    public string Path => $"/{Stream}/{What}";

    /// <summary>A call with its body written as the published language is.</summary>
    public static Call Of(DateOnly day, string service, string stream, string what, object body) =>
        new(day, service, stream, what, JsonSerializer.SerializeToElement(body, body.GetType(), ContractJson.Options));
}
