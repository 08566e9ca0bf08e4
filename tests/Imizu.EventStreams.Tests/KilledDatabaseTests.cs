using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>A database that dies in the middle of commands: each is answered 201 or 503, never 500, and what was answered 201 is there once.</summary>
public sealed class KilledDatabaseTests(TestServers servers)
{
    private const int Commands = 300, Clients = 6;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sessions_that_are_ended_again_and_again_cost_nothing_but_repetitions()
    {
        var database = await servers.NewDatabase();
        await using var service = await ServiceProcess.Start("Imizu.Consultation", database, await servers.NewBroker(), Cancelled);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var killing = EndSessions(database, enough.Token);

        var answers = await Record(service);
        await enough.CancelAsync();
        var ended = await killing;

        Assert.True(ended > 0, "no session was ended");
        await IsThereOnce(database, answers);
    }

    [Fact]
    public async Task A_server_that_is_killed_and_comes_back_costs_nothing_but_repetitions()
    {
        await using var own = await RunningStack.StartServers(Cancelled);
        var database = $"{own.Postgres};Database=postgres";
        await using var service = await ServiceProcess.Start("Imizu.Consultation", database, await servers.NewBroker(), Cancelled);

        var recording = Record(service);
        await own.Kill("postgres");
        var answers = await recording;

        Assert.Contains(HttpStatusCode.ServiceUnavailable, answers);
        await own.UntilHealthy(Cancelled);
        await IsThereOnce(database, answers);
    }

    /// <summary>Records cases, each with a key and until it is recorded; all answers.</summary>
    private static async Task<IReadOnlyCollection<HttpStatusCode>> Record(ServiceProcess service)
    {
        var answers = new ConcurrentBag<HttpStatusCode>();
        await Parallel.ForEachAsync(Enumerable.Range(1, Commands), new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = Cancelled }, async (number, _) =>
            await Eventually.Seen(
                async () =>
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, $"/cases/{new Guid(number, 0, 0, new byte[8])}/receipt") { Content = JsonContent.Create(new { on = "2024-05-01", route = "family" }) };
                    request.Headers.Add("Idempotency-Key", $"case-{number}");
                    using var answer = await service.Http.SendAsync(request, Cancelled);
                    answers.Add(answer.StatusCode);
                    Assert.True(answer.StatusCode is HttpStatusCode.Created || (answer.StatusCode is HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null),
                        $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Cancelled)}\n{service.Console}");
                    return answer.StatusCode;
                },
                answer => answer is HttpStatusCode.Created, $"case {number} is recorded"));
        return answers;
    }

    private static async Task IsThereOnce(string database, IReadOnlyCollection<HttpStatusCode> answers)
    {
        Assert.Equal(Commands, answers.Count(answer => answer is HttpStatusCode.Created));
        await using var source = NpgsqlDataSource.Create(database);
        await using var count = source.CreateCommand("select count(*)::int, count(distinct stream_id)::int from mt_events where stream_id like 'case/%'");
        await using var reader = await count.ExecuteReaderAsync(Cancelled);
        await reader.ReadAsync(Cancelled);
        Assert.Equal((Commands, Commands), (reader.GetInt32(0), reader.GetInt32(1)));
    }

    private static async Task<long> EndSessions(string database, CancellationToken enough)
    {
        var ended = 0L;
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Database = "postgres" });
        while (!enough.IsCancellationRequested)
        {
            await using var command = source.CreateCommand("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = $1");
            command.Parameters.Add(new NpgsqlParameter { Value = new NpgsqlConnectionStringBuilder(database).Database! });
            ended += (long)(await command.ExecuteScalarAsync(Cancelled))!;
            await Task.Delay(Random.Shared.Next(20, 200), Cancelled);
        }
        return ended;
    }
}
