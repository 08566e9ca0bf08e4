using Imizu.Contracts;
using MassTransit;

namespace Imizu.Projection.Journal;

/// <summary>The MassTransit batch consumer of events. Messages need not be kept: whatever is missing is read from the feed.</summary>
public sealed partial class JournalConsumer(
    EventJournal journal, SourceConsistencyMonitor agreement, GapFiller filler, ILogger<JournalConsumer> logger) : IConsumer<Batch<EventEnvelope>>
{
    public async Task Consume(ConsumeContext<Batch<EventEnvelope>> context)
    {
        foreach (var batch in context.Message.Select(message => message.Message).GroupBy(envelope => envelope.Source))
        {
            if (batch.Key == EventSources.Own)
            {
                continue;
            }
            if (!EventSources.All.Contains(batch.Key))
            {
                LogUnknownSource(batch.Count());
                continue;
            }
            await agreement.FirstComparison(batch.Key, context.CancellationToken);
            if ((await journal.Accept(batch.Key, [.. batch], context.CancellationToken)).IsGapped)
            {
                filler.CheckSoon(batch.Key);
            }
        }
    }

    // The source is not logged: it is untrusted content of the message.
    [LoggerMessage(EventId = 2005, Level = LogLevel.Error, Message = "Ignored {Count} messages of an unknown source")]
    private partial void LogUnknownSource(int count);
}
