using Imizu.Cli.Comparing;
using Imizu.Operations.Loading;
using Imizu.Operations.Reiwa6;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>What must not go wrong when something does: every figure of the printed report, all the same.</summary>
public sealed class ChaosTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_process_is_killed_three_times_during_the_load_every_figure_matches()
    {
        await using var stack = await RunningStack.Start(Cancelled);
        using var http = stack.Client();
        http.Timeout = TimeSpan.FromSeconds(20);
        // RabbitMQ 3.10 never finds a leader again for a quorum queue that was declared right before a kill.
        await Task.Delay(TimeSpan.FromSeconds(3), Cancelled);
        var victims = Enumerable.Repeat<string[]>(
            ["consultation", "messaging", "projection", "postgres", "outreach", "gateway", "participation", "community-building", "operations"], 3).SelectMany(names => names).ToList();
        var figures = Figures.Read();
        var calls = HistoryPlan.Compose(figures);
        var killer = new Killer(stack, victims, calls.Count);

        var loaded = await new HistoryLoader(stack.Services, http).LoadAsync(calls, killer, Cancelled);
        Assert.Equal(victims, killer.Killed);
        var report = await new CatchingUp(stack.Services, http).WaitAsync(2024, loaded, Eventually.Patience, cancellationToken: Cancelled);

        var comparison = FigureComparison.Of(figures, report);
        Assert.True(comparison.AllMatch, string.Join('\n', comparison.Differences));
        await stack.UntilHealthy(Cancelled);
    }

    [Fact]
    public async Task While_the_broker_stands_still_for_20_seconds_appends_are_accepted_and_then_the_report_catches_up()
    {
        await using var stack = await RunningStack.Start(Cancelled);
        using var http = stack.Client();
        http.Timeout = TimeSpan.FromSeconds(20);
        var figures = Figures.Read();
        var calls = HistoryPlan.Compose(figures);
        var loader = new HistoryLoader(stack.Services, http);
        var first = await loader.LoadAsync([.. calls.Take(calls.Count / 2)], cancellationToken: Cancelled);

        await stack.Freeze("messaging");
        // Loaded while it stands still: who waits for the broker waits for ever.
        var twentySeconds = Task.Delay(TimeSpan.FromSeconds(20), Cancelled);
        var second = await loader.LoadAsync([.. calls.Skip(calls.Count / 2)], cancellationToken: Cancelled).WaitAsync(Eventually.Patience, Cancelled);
        await twentySeconds;
        await stack.Thaw("messaging");

        var loaded = new LoadedHistory(Services.Reporting.ToDictionary(s => s, IReadOnlySet<Guid> (s) => first.Entries[s].Union(second.Entries[s]).ToHashSet()));
        var report = await new CatchingUp(stack.Services, http).WaitAsync(2024, loaded, Eventually.Patience, cancellationToken: Cancelled);
        var comparison = FigureComparison.Of(figures, report);
        Assert.True(comparison.AllMatch, string.Join('\n', comparison.Differences));
    }
}
