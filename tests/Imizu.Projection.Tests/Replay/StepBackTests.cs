using System.Diagnostics.Metrics;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.Replays;
using Imizu.Projection.Facts;
using Imizu.Projection.Replay;
using Imizu.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Imizu.Projection.Tests.Replay;

/// <summary>Going back to the generation before the live one, and forward again, on a real PostgreSQL.</summary>
public sealed class StepBackTests(TestServers servers) : IAsyncLifetime
{
    private const int Many = 300, Since = 40;

    private static readonly DateOnly April1 = new(2024, 4, 1);

    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private ProjectionDatabase _city = null!;
    private List<EventEnvelope> _history = [];

    private static CancellationToken Cancelled => ProjectionDatabase.Cancelled;

    public async ValueTask InitializeAsync()
    {
        _city = await ProjectionDatabase.Start(servers);
        _history = Envelope.Chain(Many + Since, Happened);
        await _city.Accept([.. _history.Take(Many)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _city.DisposeAsync();
        await _meters.DisposeAsync();
    }

    /// <summary>Plans, and every tenth entry takes back the one before it.</summary>
    private static object Happened(int i) => i % 10 == 9
        ? new ConsultationEntryRetracted(Envelope.IdAt(i), RetractionReason.EnteredTwice)
        : new CaseEvent.PlanRevised(April1.AddDays(i % 365));

    [Fact]
    public async Task Broken_off_and_asked_for_again_it_counts_nothing_twice()
    {
        await Replay();
        await _city.Accept([.. _history.Skip(Many)]);
        var live = await Facts();

        await using (var connection = await _city.Source.OpenConnectionAsync(Cancelled))
        await using (var heldUp = await connection.BeginTransactionAsync(Cancelled))
        {
            // What has come in since is folded before the heads are written, which have to wait here.
            await connection.Execute("lock table journal.generation_heads in exclusive mode", Cancelled);
            using var cancellation = new CancellationTokenSource();
            var brokenOff = NewReplays().RollBack("test", cancellation.Token);
            await Eventually.Is(
                () => _city.Ask<bool>("select exists (select from pg_locks where not granted and relation = 'journal.generation_heads'::regclass)"), "it has folded");
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => brokenOff);
        }
        Assert.Equal((2, live), (await Live(), await Facts()));

        Assert.Null(await NewReplays().RollBack("test", Cancelled));
        Assert.Equal((1, live), (await Live(), await Facts()));
    }

    private async Task Replay()
    {
        var run = new ReplayRun(_city.Source, Guid.CreateVersion7(), new ReplayScope(), TimeProvider.System);
        await run.Run(Cancelled);
        Assert.Equal((ReplayPhase.Swapped, null), (run.Status.Phase, run.Status.Failure));
    }

    private Replays NewReplays() => new(
        _city.Source, TimeProvider.System, new NoLifetime(), _meters.GetRequiredService<IMeterFactory>(), Microsoft.Extensions.Logging.Abstractions.NullLogger<Replays>.Instance);

    private Task<int> Live() => _city.Ask<int>("select live from journal.generation");

    /// <summary>Each live fact, and whether it still counts.</summary>
    private async Task<string> Facts() => await _city.Ask<string>(
        $"select string_agg(concat_ws(' ', position, ordinal, weight, retracted), E'\\n' order by position, ordinal) from {FactTable.Name(await Live())}");
}
