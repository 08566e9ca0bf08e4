using Npgsql;

namespace Imizu.Benchmarks.Intake;

/// <summary>How far the projection service has come: its journal's head, which is committed together with the facts.</summary>
internal sealed class FollowedJournal(string connection) : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20), Limit = TimeSpan.FromMinutes(10);

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connection);

    /// <summary>How many events of the consultation service it has.</summary>
    public async Task<long> Count(CancellationToken cancellationToken)
    {
        await using var ask = _source.CreateCommand("select (data ->> 'count')::bigint from journal.mt_doc_journalhead where id = 'urn:imizu:consultation'");
        return await ask.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
    }

    /// <exception cref="TimeoutException">It does not get there.</exception>
    public async Task Until(long count, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            while (await Count(limit.Token) < count)
            {
                await Task.Delay(Look, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The journal does not reach {count:N0} events.");
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
