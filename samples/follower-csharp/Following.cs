using System.Text.Json;
using Imizu.Contracts;

namespace Follower;

/// <summary>Takes each source's events once and in order, by whichever way they come.</summary>
internal sealed class Following(Gateway gateway, ControlTotalsCache kept)
{
    private readonly HashSet<string> _leftAlone = [];
    private Dictionary<string, Source> _sources = [];
    private bool _hasBegun;

    /// <summary>Whenever it has connected: looks whether each source still is what it was, then catches up.</summary>
    public async Task Begin(CancellationToken cancellationToken)
    {
        // Each connection looks anew: the source may have been put right meanwhile.
        _leftAlone.Clear();
        await Compare(cancellationToken);
        await CatchUp(cancellationToken);
        _hasBegun = true;
    }

    /// <summary>Reads each source's feed from the kept position to its end.</summary>
    public async Task CatchUp(CancellationToken cancellationToken)
    {
        foreach (var source in await Sources(cancellationToken))
        {
            await ReadOn(source, cancellationToken);
        }
    }

    /// <summary>Takes a message if it is the source's next event; a gap is filled from the feed.</summary>
    public async Task Take(Message message, CancellationToken cancellationToken)
    {
        // What is no envelope, or is not from its source, is passed over: had it been an event, the next one shows that it is missing.
        if (Envelope(message.Body) is not { } envelope || !_sources.TryGetValue(envelope.Source, out var source) || message.Publisher != PublisherOf(source))
        {
            return;
        }
        var head = kept.Of(source.Name).Position;
        if (envelope.Position > head && envelope.Previousposition == head)
        {
            kept.Add(source.Name, [envelope]);
            if (IsRedaction(envelope))
            {
                await Compare(source, hasErased: true, cancellationToken);
            }
        }
        else if (envelope.Position > head)
        {
            await ReadOn(source, cancellationToken);
        }
    }

    /// <summary>
    /// Whether every source has the same totals up to the position that is kept. One that has not is left alone: it gave the positions
    /// again, to other events, and its feed would seem to go on while some of these are never read.
    /// </summary>
    public async Task<bool> Compare(CancellationToken cancellationToken)
    {
        foreach (var source in await Sources(cancellationToken))
        {
            await Compare(source, hasErased: false, cancellationToken);
        }
        return _leftAlone.Count == 0;
    }

    /// <summary>
    /// Where the source has erased texts, what was counted with them is counted again without. Who keeps the events themselves erases the texts there instead, and counts from there.
    /// </summary>
    private async Task Compare(Source source, bool hasErased, CancellationToken cancellationToken)
    {
        var (mine, theirs) = (kept.Of(source.Name), await gateway.Totals(source, kept.Of(source.Name).Position, cancellationToken));
        while (!mine.IsSameAs(theirs) && (hasErased || theirs.ErasedSince is not null))
        {
            kept.Forget(source.Name);
            await Read(source, cancellationToken);
            (mine, theirs) = (kept.Of(source.Name), await gateway.Totals(source, kept.Of(source.Name).Position, cancellationToken));
            hasErased = false;
        }
        if (!mine.IsSameAs(theirs))
        {
            LeaveAlone(source, $"It has other totals than what is kept up to position {mine.Position}: {theirs.Count} events up to {theirs.Position}, {theirs.Hash}.");
        }
    }

    private async Task<IReadOnlyList<Source>> Sources(CancellationToken cancellationToken)
    {
        var all = await gateway.Sources(cancellationToken);
        _sources = all.Where(source => !_leftAlone.Contains(source.Name)).ToDictionary(source => source.Name);
        return [.. _sources.Values];
    }

    private async Task ReadOn(Source source, CancellationToken cancellationToken)
    {
        var head = kept.Of(source.Name).Position;
        var hasErased = await Read(source, cancellationToken);
        if (_hasBegun && kept.Of(source.Name).Position > head)
        {
            Console.Error.WriteLine($"{source.Name}: a gap after position {head}, read from the feed up to {kept.Of(source.Name).Position}.");
        }
        if (hasErased)
        {
            await Compare(source, hasErased, cancellationToken);
        }
    }

    /// <summary>Reads on to the end; whether texts of earlier events were erased.</summary>
    private async Task<bool> Read(Source source, CancellationToken cancellationToken)
    {
        var hasErased = false;
        while (await gateway.EventsAfter(source, kept.Of(source.Name).Position, cancellationToken) is [var first, ..] page)
        {
            if (first.Previousposition != kept.Of(source.Name).Position)
            {
                LeaveAlone(source, $"Its feed does not go on from position {kept.Of(source.Name).Position}.");
                return false;
            }
            kept.Add(source.Name, page);
            kept.Save();
            hasErased |= page.Exists(IsRedaction);
        }
        return hasErased;
    }

    private static bool IsRedaction(EventEnvelope envelope) => envelope.Type.EndsWith(".text-redacted.v1", StringComparison.Ordinal);

    private void LeaveAlone(Source source, string because)
    {
        _leftAlone.Add(source.Name);
        _sources.Remove(source.Name);
        Console.Error.WriteLine($"{source.Name}: the source was restored or replaced: move STATE away and begin again. {because}");
    }

    /// <summary>A source's account at the broker: imizu-outreach for urn:imizu:outreach.</summary>
    private static string PublisherOf(Source source) => source.Name.Replace("urn:imizu:", "imizu-", StringComparison.Ordinal);

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
