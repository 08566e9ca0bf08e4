using Imizu.EventStreams.Storage;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Imizu.EventStreams.Lists;

/// <summary>The kinds of streams of a service that are listed, each with what a history tells its list.</summary>
internal sealed class ListedKinds : Dictionary<(string First, string Beyond), Func<History, (Listing? Listing, Readers? Readers)>>;

/// <summary>Makes, at a start, what lists show of streams that an earlier build recorded or listed otherwise; the earliest first, which so has the first number.</summary>
internal sealed partial class MissingLists(IDocumentStore store, ListedKinds kinds, ILogger<MissingLists> logger) : BackgroundService
{
    private const int AtOnce = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var (names, listed) in kinds)
        {
            var leftOut = new List<string>();
            while (await Next(names, leftOut, stoppingToken) is { Count: > 0 } missing)
            {
                foreach (var stream in missing)
                {
                    if (!await Make(stream, listed, stoppingToken))
                    {
                        leftOut.Add(stream);
                    }
                }
            }
        }
    }

    // Those of them that were recorded first.
    private async Task<IReadOnlyList<string>> Next((string First, string Beyond) names, List<string> leftOut, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await using var session = store.QuerySession();
                return await session.QueryAsync<string>(
                    $"""
                    select s.id from {session.Table()} s where s.id > ? and s.id < ? and s.id <> all(?) and not exists (
                        select from {store.Options.DatabaseSchemaName}.mt_doc_listedstream l where l.id = s.id and (l.data ->> 'version')::int = {ListedStream.CurrentVersion})
                    order by s.created, s.id limit {AtOnce}
                    """, cancellationToken, names.First, names.Beyond, leftOut.ToArray());
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogPostponed(e.Message);
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    // Whether it can be made: one that cannot be read is left out until the next start; one that the server was away for is missing still, and comes again.
    private async Task<bool> Make(string stream, Func<History, (Listing? Listing, Readers? Readers)> listed, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = store.LightweightSession();
            await session.BeginBounded(cancellationToken);
            if (await session.Lock(stream, cancellationToken) && await session.LoadAsync<ListedStream>(stream, cancellationToken) is var known && known?.Version != ListedStream.CurrentVersion)
            {
                var history = new History(stream, await session.Events.FetchStreamAsync(stream, token: cancellationToken));
                var (listing, readers) = listed(history);
                await session.NoteListing(history, listing, readers, isFirst: known is null, cancellationToken);
                await session.SaveChangesAsync(cancellationToken);
            }

            return true;
        }
        catch (Exception e) when (Outage.Is(e) && !cancellationToken.IsCancellationRequested)
        {
            LogPostponed(e.Message);
            await Task.Delay(Pause, cancellationToken);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogLeftOut(stream, e.Message);
            return false;
        }
    }

    [LoggerMessage(EventId = 1103, Level = LogLevel.Warning, Message = "Lists of streams that were recorded earlier could not be made; trying again ({Reason})")]
    private partial void LogPostponed(string reason);

    [LoggerMessage(EventId = 1104, Level = LogLevel.Warning, Message = "{Stream} could not be listed, and is in no list until the service starts again ({Reason})")]
    private partial void LogLeftOut(string stream, string reason);
}
