using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>An open transaction that holds the high-water mark shows, and announcing goes on once it has ended.</summary>
public sealed class HeldHighWaterTests(TestServers servers)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("select pg_current_xact_id()")]
    [InlineData("select 1")]
    public async Task The_session_is_named_until_it_has_ended(string statement)
    {
        var (database, broker) = (await servers.NewDatabase(), await servers.NewBroker());
        await using var follower = await Follower.Start(broker, "jp.imizu.consultation.#");
        await using var service = await ServiceProcess.Start("Imizu.Consultation", database, broker, Cancelled);
        await Receive(service);
        await follower.Until(1);
        await using var idle = new NpgsqlConnection(database);
        await idle.OpenAsync(Cancelled);
        await using var open = await idle.BeginTransactionAsync(Cancelled);
        await Execute(idle, statement);
        await using (var failed = new NpgsqlConnection(database))
        {
            await failed.OpenAsync(Cancelled);
            await using var undone = await failed.BeginTransactionAsync(Cancelled);
            await Execute(failed, "select pg_current_xact_id(), nextval('mt_events_sequence')");
        }
        // Marten passes over a session of which it sees that it has done nothing since the position was taken.
        await Execute(idle, statement);

        await Receive(service);
        await using var passing = new Passing(database);
        var health = await Eventually.Seen(() => Health(service), health => health.GetProperty("reasons").TryGetProperty("announcing", out _), "it shows in the health");
        var reason = health.GetProperty("reasons").GetProperty("announcing").GetString();
        Assert.Equal("Degraded", health.GetProperty("status").GetString());
        Assert.Contains($"session {idle.ProcessID} (role postgres) has a transaction open since", reason);
        await Eventually.Is(() => service.Console.Contains(reason!, StringComparison.Ordinal), "it is logged", () => service.Console);
        Assert.Single(follower.Received);
        await passing.DisposeAsync();

        await open.RollbackAsync(Cancelled);
        await follower.Until(2);
        await Eventually.Seen(() => Health(service), health => health.GetProperty("status").GetString() == "Healthy", "it is well again");
    }

    [Fact]
    public async Task An_append_that_stands_still_is_ended_by_the_server()
    {
        var (database, broker) = (await servers.NewDatabase(), await servers.NewBroker());
        await using var follower = await Follower.Start(broker, "jp.imizu.consultation.#");
        await using var frozen = await ServiceProcess.Start("Imizu.Consultation", database, broker, Cancelled);
        await using var other = await ServiceProcess.Start("Imizu.Consultation", database, broker, Cancelled);
        await using var source = NpgsqlDataSource.Create(database);
        await using var holder = await source.OpenConnectionAsync(Cancelled);
        await using (var held = await holder.BeginTransactionAsync(Cancelled))
        {
            await Execute(holder, "lock table mt_streams in exclusive mode");
            _ = frozen.Post($"/cases/{Guid.NewGuid()}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
            await Eventually.Is(
                async () => await Ask(source, "select exists (select from pg_locks where not granted and relation = 'mt_streams'::regclass)") is true, "the recorder waits for the table");
            await frozen.Freeze();
            await held.RollbackAsync(Cancelled);
        }

        const string StandingStill = "select exists (select from pg_stat_activity where datname = current_database() and state = 'idle in transaction' and backend_xid is not null)";
        Assert.Equal(true, await Eventually.Seen(() => Ask(source, StandingStill), still => still is true, "the append stands still"));
        await Eventually.Seen(() => Ask(source, StandingStill), still => still is false, "its session is ended");
        await frozen.Kill();
        await Receive(other);
        await follower.Until(1);
    }

    private static async Task Receive(ServiceProcess service)
    {
        using var answer = await service.Post($"/cases/{Guid.NewGuid()}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private static Task<JsonElement> Health(ServiceProcess service) => service.Http.GetFromJsonAsync<JsonElement>("/health/ready", Cancelled);

    private static async Task Execute(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    private static async Task<object?> Ask(NpgsqlDataSource source, string question)
    {
        await using var command = source.CreateCommand(question);
        return await command.ExecuteScalarAsync(Cancelled);
    }

    /// <summary>Transactions one after another, each over in a moment, as those of other appends.</summary>
    private sealed class Passing : IAsyncDisposable
    {
        private volatile bool _ended;
        private readonly Task _running;

        public Passing(string database) => _running = Run(database);

        public async ValueTask DisposeAsync()
        {
            _ended = true;
            await _running;
        }

        private async Task Run(string database)
        {
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync(Cancelled);
            while (!_ended)
            {
                await Execute(connection, "select pg_sleep(0.1) from pg_current_xact_id()");
            }
        }
    }
}
