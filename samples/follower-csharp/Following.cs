using System.Text.Json;
using Imizu.Contracts;

namespace Follower;

/// <summary>Takes each source's events once and in order, by whichever way they come.</summary>
internal sealed class Following(Gateway gateway, KeptTotals kept)
{
    private Dictionary<string, Source> _sources = [];

    /// <summary>Reads each source's feed from the kept position to its end.</summary>
    public async Task CatchUp(CancellationToken cancellationToken)
    {
        _sources = (await gateway.Sources(cancellationToken)).ToDictionary(source => source.Name);
        foreach (var source in _sources.Values)
        {
            await ReadOn(source, cancellationToken);
        }
    }

    /// <summary>Takes a message if it is the source's next event; a gap is filled from the feed.</summary>
    public async Task Take(byte[] message, CancellationToken cancellationToken)
    {
        // What is no envelope is passed over: had it been an event, the next one shows that it is missing.
        if (Envelope(message) is not { } envelope || !_sources.TryGetValue(envelope.Source, out var source))
        {
            return;
        }
        var head = kept.Of(source.Name).Position;
        if (envelope.Position > head && envelope.Previousposition == head)
        {
            kept.Add(source.Name, [envelope]);
        }
        else if (envelope.Position > head)
        {
            await ReadOn(source, cancellationToken);
            Console.Error.WriteLine($"{source.Name}: a gap after position {head}, read from the feed up to {kept.Of(source.Name).Position}.");
        }
    }

    /// <summary>Whether each source has the same totals up to the position that is kept.</summary>
    public async Task<bool> Compare(CancellationToken cancellationToken)
    {
        var isSame = true;
        foreach (var source in _sources.Values)
        {
            var (mine, theirs) = (kept.Of(source.Name), await gateway.Totals(source, kept.Of(source.Name).Position, cancellationToken));
            if ((mine.Position, mine.Count, mine.Hash) != (theirs.Position, theirs.Count, theirs.Hash))
            {
                Console.Error.WriteLine($"{source.Name}: the source has other totals up to position {mine.Position}: {theirs.Count}, {theirs.Hash}");
                isSame = false;
            }
        }
        return isSame;
    }

    private async Task ReadOn(Source source, CancellationToken cancellationToken)
    {
        while (await gateway.EventsAfter(source, kept.Of(source.Name).Position, cancellationToken) is [var first, ..] page)
        {
            if (first.Previousposition != kept.Of(source.Name).Position)
            {
                throw new InvalidDataException($"The feed of {source.Name} does not go on from position {kept.Of(source.Name).Position}: "
                    + "the source was restored or replaced. Move the folder STATE away and begin again.");
            }
            kept.Add(source.Name, page);
            kept.Save();
        }
    }

    private static EventEnvelope? Envelope(byte[] message)
    {
        try
        {
            return JsonSerializer.Deserialize<EventEnvelope>(message, ContractJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
