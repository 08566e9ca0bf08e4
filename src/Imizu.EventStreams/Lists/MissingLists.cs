using Imizu.EventStreams.Storage;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Imizu.EventStreams.Lists;

/// <summary>The kinds of streams of a service that are listed, each with what a history tells its list.</summary>
internal sealed class ListedKinds : Dictionary<(string First, string Beyond), Func<History, Listing?>>;

/// <summary>Makes, at a start, what lists show of streams that an earlier build recorded or listed otherwise; the earliest first, which so has the first number.</summary>
internal sealed partial class MissingLists(IDocumentStore store, ListedKinds kinds, ILogger<MissingLists> logger) : BackgroundService
{
    private const int AtOnce = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var (names, listed) in kinds)
        {
            while (!await Make(names, listed, stoppingToken))
            {
            }
        }
    }

    // Whether none is missing any more.
    private async Task<bool> Make((string First, string Beyond) names, Func<History, Listing?> listed, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = store.LightweightSession();
            await session.BeginTransactionAsync(cancellationToken);
            var missing = await session.QueryAsync<string>(
                $"""
                select s.id from {session.Table()} s where s.id > ? and s.id < ? and not exists (
                    select from {store.Options.DatabaseSchemaName}.mt_doc_listedstream l where l.id = s.id and (l.data ->> 'version')::int = {ListedStream.CurrentVersion})
                order by s.created, s.id limit {AtOnce} for update
                """, cancellationToken, names.First, names.Beyond);
            foreach (var stream in missing)
            {
                var history = new History(stream, await session.Events.FetchStreamAsync(stream, token: cancellationToken));
                await session.NoteListing(history, listed(history), isFirst: await session.LoadAsync<ListedStream>(stream, cancellationToken) is null, cancellationToken);
                // So that the next one of the same year has the next number.
                await session.SaveChangesAsync(cancellationToken);
            }

            return missing.Count < AtOnce;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogPostponed(e.Message);
            await Task.Delay(Pause, cancellationToken);
            return false;
        }
    }

    [LoggerMessage(EventId = 1103, Level = LogLevel.Warning, Message = "Lists of streams that were recorded earlier could not be made; trying again ({Reason})")]
    private partial void LogPostponed(string reason);
}
