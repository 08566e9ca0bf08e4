using System.Net;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>No event may appear below the high-water mark, or those who follow never get it.</summary>
public sealed class PositionTests(TestServers servers)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>What the daemon looks for before it passes over a position whose event is not there.</summary>
    private const string TransactionThatTookAPosition = """
        select count(*) from pg_stat_activity as waiting
        where backend_xid is not null
          and exists (select from pg_locks where pid = waiting.pid and not granted and relation = 'public.mt_streams'::regclass)
          and exists (select from pg_locks where pid = waiting.pid and granted and relation = 'public.mt_events_sequence'::regclass)
        """;

    [Fact]
    public async Task An_append_in_progress_holds_a_transaction_id()
    {
        var database = await servers.NewDatabase();
        await using var service = await ServiceProcess.Start("Imizu.Consultation", database, await servers.NewBroker(), Cancelled);
        await using var source = NpgsqlDataSource.Create(database);
        await using var holder = await source.OpenConnectionAsync(Cancelled);
        await using var held = await holder.BeginTransactionAsync(Cancelled);
        await Ask(holder, "lock table public.mt_streams in exclusive mode");

        var answer = service.Post($"/cases/{Guid.CreateVersion7()}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
        await using var onlooker = await source.OpenConnectionAsync(Cancelled);
        await Eventually.Is(
            async () => await Ask(onlooker, "select count(*) from pg_locks where not granted and relation = 'public.mt_streams'::regclass") is not 0L,
            "the recorder waits for the table");
        var seen = await Ask(onlooker, TransactionThatTookAPosition);
        await held.RollbackAsync(Cancelled);

        Assert.Equal(1L, seen);
        using var recorded = await answer;
        Assert.Equal(HttpStatusCode.Created, recorded.StatusCode);
    }

    private static async Task<object?> Ask(NpgsqlConnection connection, string question)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(Cancelled);
    }
}
