using System.Threading.Channels;

namespace Imizu.Gateway.Doors;

/// <summary>Several measures at once, and each in its order: what is of one measure is always in one lane.</summary>
internal sealed class Lanes
{
    private readonly Channel<AmqpMessage>[] _lanes;

    /// <param name="count">How many are worked on at once.</param>
    /// <param name="take">What is done with each, before the next of its lane.</param>
    /// <param name="cancellationToken">Ends all lanes.</param>
    public Lanes(int count, Func<AmqpMessage, Task> take, CancellationToken cancellationToken)
    {
        _lanes = [.. Enumerable.Range(0, count).Select(_ => Channel.CreateUnbounded<AmqpMessage>(new() { SingleReader = true }))];
        Task[] work = [.. _lanes.Select(lane => Task.Run(
            async () =>
            {
                await foreach (var message in lane.Reader.ReadAllAsync(cancellationToken))
                {
                    await take(message);
                }
            },
            CancellationToken.None))];
        FirstEnded = Task.WhenAny(work).Unwrap();
        Ended = Task.WhenAll(work);
    }

    /// <summary>As soon as one lane fails.</summary>
    public Task FirstEnded { get; }

    /// <summary>Once none works any more.</summary>
    public Task Ended { get; }

    /// <summary>Puts a message in its lane; how many there can be is the broker's prefetch.</summary>
    public void Add(AmqpMessage message) => _lanes[(uint)(message.Tally?.Measure ?? "").GetHashCode(StringComparison.Ordinal) % _lanes.Length].Writer.TryWrite(message);
}
