using Imizu.EventStreams;
using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.Doors;

/// <summary>What one request sends.</summary>
/// <param name="Sender">Who sends.</param>
/// <param name="Key">What the sender calls the sending; without it, each measure's decider tells by itself what is known already.</param>
/// <param name="Reception">What takes it in.</param>
internal sealed record HttpSending(string Sender, string? Key, Reception Reception)
{
    public Task<TallyOutcome> One(ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        Take(body, Key is null ? null : SendingName.Of(Key), cancellationToken);

    /// <summary>Several measures at once, one measure in the order of its lines.</summary>
    public async Task<TallyOutcome[]> All(IReadOnlyList<ReadOnlyMemory<byte>> bodies, CancellationToken cancellationToken)
    {
        var outcomes = new TallyOutcome[bodies.Count];
        await ByMeasure.Each(bodies, async line => outcomes[line] = await Take(
            bodies[line], Key is null ? null : SendingName.OfLine(Key, line), cancellationToken), cancellationToken);
        return outcomes;
    }

    private Task<TallyOutcome> Take(ReadOnlyMemory<byte> body, string? key, CancellationToken cancellationToken) =>
        Key is { Length: 0 or > 256 }
            ? Task.FromResult<TallyOutcome>(new TallyOutcome.Refused(new Refusal("Idempotency-Key", "1 字から 256 字までにしてください。"), StatusCodes.Status400BadRequest))
            : Reception.Take(new Arrival(Door.Http, Sender, body, key, Key), cancellationToken);
}
