using Imizu.Contracts;
using MassTransit;

namespace Imizu.Projection.Journal;

/// <summary>
/// Takes what the broker brings. A message is only news that something happened: where one is missing before it and does not come
/// soon, the feed is read, and where the feed is away, it is read later; so the message itself need not be kept.
/// </summary>
public sealed partial class JournalConsumer(
    EventJournal journal, SourceAgreement agreement, GapFiller filler, ILogger<JournalConsumer> logger) : IConsumer<Batch<EventEnvelope>>
{
    public async Task Consume(ConsumeContext<Batch<EventEnvelope>> context)
    {
        foreach (var batch in context.Message.Select(message => message.Message).GroupBy(envelope => envelope.Source))
        {
            if (!EventSources.All.Contains(batch.Key))
            {
                LogUnknownSource(batch.Count());
                continue;
            }
            await agreement.FirstLook(batch.Key, context.CancellationToken);
            if ((await journal.Accept(batch.Key, [.. batch], context.CancellationToken)).IsGapped)
            {
                filler.LookSoon(batch.Key);
            }
        }
    }

    // Not by its name: that is whatever somebody wrote into the message.
    [LoggerMessage(EventId = 2005, Level = LogLevel.Error, Message = "Passed over: {Count} messages of a source that is not followed")]
    private partial void LogUnknownSource(int count);
}
