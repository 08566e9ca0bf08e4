using System.Collections.Concurrent;
using Imizu.Contracts;
using Imizu.Projection.Facts;

namespace Imizu.Projection.Journal;

/// <summary>
/// The receiving end of the published events: per source gap-free and in order. Events, head and facts are committed together,
/// so that nothing is half counted.
/// </summary>
public sealed partial class EventJournal(IJournalStore store, ILogger<EventJournal> logger)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();

    public async Task<JournalHead> Head(string source, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<JournalHead>(source, cancellationToken) ?? JournalHead.Of(source);
    }

    /// <summary>Takes what continues the journal; the rest is either there already, or comes again when its gap is filled.</summary>
    public async Task<JournalChain> Accept(string source, IReadOnlyCollection<EventEnvelope> batch, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(source, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            await using var session = store.LightweightSession();
            var head = await session.LoadAsync<JournalHead>(source, cancellationToken) ?? JournalHead.Of(source);
            var chain = JournalChain.After(head.Position, batch);
            if (chain.Run is [.., var last])
            {
                // The stream's version is the count: another instance that has gone on meanwhile makes this append fail.
                var count = head.Count + chain.Run.Count;
                if (head.Count == 0)
                {
                    session.Events.StartStream(source, chain.Run);
                }
                else
                {
                    session.Events.Append(source, count, chain.Run);
                }
                session.Store(new JournalHead(source, last.Position, count));
                session.Record(chain.Run.Select(Decoded));
                await session.SaveChangesAsync(cancellationToken);
            }
            return chain;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>An event that this build cannot read is kept, and counted once a build can.</summary>
    private (EventEnvelope Envelope, object? Happened) Decoded(EventEnvelope envelope)
    {
        try
        {
            var happened = envelope.Decode();
            if (happened is null)
            {
                LogUnknown(envelope.Type, envelope.Source, envelope.Position);
            }
            return (envelope, happened);
        }
        catch (System.Text.Json.JsonException)
        {
            LogUnreadable(envelope.Type, envelope.Source, envelope.Position);
            return (envelope, null);
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "Kept, not counted: the type {Type} is not known here ({Source}, position {Position})")]
    private partial void LogUnknown(string type, string source, long position);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "Kept, not counted: the data is not of the type {Type} ({Source}, position {Position})")]
    private partial void LogUnreadable(string type, string source, long position);
}
