using System.Text.Json;
using Imizu.Cli.Comparing;
using Imizu.Operations.Loading;
using Imizu.Operations.Reiwa6;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>Two processes of every service, of which one is killed again and again: figures and events are those of a quiet day.</summary>
public sealed class ReplicasTests
{
    /// <summary>Another seed is another order, in which all the same must be so.</summary>
    private const int Seed = 2024;

    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_one_replica_after_another_is_killed_every_figure_matches_and_no_event_is_there_twice()
    {
        await using var stack = await RunningStack.Start(Cancelled, settings: ("Replicas", "2"));
        using var http = stack.Client();
        http.Timeout = Attempt;
        var (figures, calls) = (Figures.Read(), HistoryPlan.Compose(Figures.Read()));
        // Each once, so that of each service the one that announces, or takes in, is killed, whichever it is.
        string[] victims = [.. Services.Reporting.SelectMany(service => (string[])[$"{service}-1", $"{service}-2"])];
        new Random(Seed).Shuffle(victims);
        var killer = new Killer(stack, victims, calls.Count);

        var loaded = await new HistoryLoader(stack.Services, http).LoadAsync(calls, killer, Cancelled);
        Assert.Equal(victims, killer.Killed);
        var report = await new CatchingUp(stack.Services, http).WaitAsync(2024, loaded, Eventually.Patience, cancellationToken: Cancelled);

        var comparison = FigureComparison.Of(figures, report);
        Assert.True(comparison.AllMatch, string.Join('\n', comparison.Differences));
        await stack.UntilHealthy(Cancelled);
        await IsProven(stack);
        foreach (var service in Services.Recording)
        {
            var ids = await Ids(stack.DatabaseOf(service), "select id from public.mt_events where stream_id <> 'mt_tombstone'");
            Assert.Equal(loaded.Entries[service].Order(), ids.Order());
            var taken = await Ids(stack.DatabaseOf(Services.Projection), $"select (data ->> 'id')::uuid from journal.mt_events where stream_id = 'urn:imizu:{service}'");
            Assert.Equal(ids.Order(), taken.Order());
        }
    }

    /// <summary>Control totals equal, nothing behind, and a fresh count of the journal says what the live figures say.</summary>
    private static async Task IsProven(RunningStack stack)
    {
        using var http = stack.Client();
        http.Timeout = Eventually.Patience;
        using var answer = await http.PostAsync(new Uri(stack.Services["operations"], "/verification"), null, Cancelled);
        var said = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(answer.IsSuccessStatusCode, said);
        var verification = JsonDocument.Parse(said).RootElement;
        Assert.True(verification.GetProperty("isProven").GetBoolean(), said);
        Assert.All(verification.GetProperty("sources").EnumerateArray(), source => Assert.Equal(0, source.GetProperty("lag").GetInt64()));
    }

    private static async Task<List<Guid>> Ids(string database, string question)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(question);
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(Cancelled))
        {
            ids.Add(reader.GetGuid(0));
        }
        return ids;
    }
}
