using Imizu.Contracts.Consultation;
using Imizu.Contracts.Replays;
using Imizu.Projection.Evidence;
using Imizu.Projection.Facts;
using Imizu.Projection.Figures;
using Imizu.Projection.Journal;
using Imizu.Projection.Replay;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Projection.Tests.Journal;

/// <summary>A journal that another build has followed a source with which this one does not know: all that this one knows works as before.</summary>
public sealed class UnknownSourceTests(TestServers servers) : IAsyncLifetime
{
    private const string Unknown = "urn:imizu:unknown-service";

    private static readonly DateOnly May1 = new(2024, 5, 1);

    private ProjectionDatabase _city = null!;

    private static CancellationToken Cancelled => ProjectionDatabase.Cancelled;

    public async ValueTask InitializeAsync()
    {
        _city = await ProjectionDatabase.Start(servers);
        await _city.Accept(Envelope.Of(1, 0, new CaseEvent.Received(May1, ReferralRoute.Family)));
        await using var session = _city.Store.LightweightSession();
        session.Events.StartStream(Unknown, Envelope.Of(1, 0, new CaseEvent.Received(May1, ReferralRoute.Family)) with { Source = Unknown, Type = "jp.imizu.unknown-service.done.v1" });
        session.Store(new JournalHead(Unknown, Position: 1, Count: 1));
        await session.SaveChangesAsync(Cancelled);
    }

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    private async Task<ReplayStatus> Replayed(ReplayScope scope)
    {
        var run = new ReplayRun(_city.Source, Guid.Empty, "test", scope, TimeProvider.System);
        await run.Run(Cancelled);
        return run.Status;
    }

    [Fact]
    public async Task A_report_counts_what_this_build_knows_and_names_the_source_among_those_in_the_journal()
    {
        var figures = await _city.Figures();
        Assert.Equal(1, figures.Value("consultation/cases-received"));
        Assert.Contains(Unknown, figures.Standing.Sources.Select(source => source.Source));
    }

    [Fact]
    public async Task A_comparison_agrees_and_a_replay_swaps_and_can_be_left_again()
    {
        var compared = await Replayed(new ReplayScope(DryRun: true));
        Assert.Equal((ReplayPhase.Agreed, null), (compared.Phase, compared.Failure));
        var replayed = await Replayed(new ReplayScope());
        Assert.Equal((ReplayPhase.Swapped, 1, null), (replayed.Phase, replayed.Done, replayed.Failure));
        var live = (await Swaps.Read(_city.Source, Cancelled)).Live;
        var (made, refusal) = await new GenerationSwitch(_city.Source, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<GenerationSwitch>.Instance).Leave(live, "test", Cancelled);
        Assert.Null(refusal);
        Assert.Equal((live, 1m), (made!.From, (await _city.Figures()).Value("consultation/cases-received")));
    }

    [Fact]
    public async Task Control_totals_of_a_known_source_are_what_they_were()
    {
        using var totals = new JournalTotals(_city.Store, _city.Journal);
        Assert.Equal((1, 1), await Of(Envelope.Source));
        await _city.Accept(Envelope.Of(2, 1, new CaseEvent.PlanCreated(May1)));
        Assert.Equal((2, 2), await Of(Envelope.Source));

        async Task<(long, long)> Of(string source) => await totals.UpTo(source, long.MaxValue, isFresh: true, Cancelled) is var told ? (told.Position, told.Count) : default;
    }

    /// <summary>Its facts are of a build that a later one was taken back to this one from: they count, and a comparison says that this build would not have them.</summary>
    [Fact]
    public async Task Facts_of_the_source_and_of_an_unknown_kind_are_named_by_their_numbers()
    {
        var (source, kind) = (EventSources.All.Count, FigureCatalog.Kinds.Max(of => of.Number) + 1);
        await _city.Execute($"""
            insert into {FactTable.Name(1)} ({FactTable.Columns}) select gen_random_uuid(), 0, {source}, 1, gen_random_uuid(), of, 'Family', '2024-05-01', 2024, 1, now(), null, null
            from unnest(array[{CaseReceived}, {kind}]) of
            """);
        Assert.Equal(2, (await _city.Figures()).Value("consultation/cases-received"));
        var evidence = await new EvidenceReader(_city.Source).Read(FigureCatalog.Figure("consultation/cases-received")!, row: null, new(2024), asOf: null, 0, 10, Cancelled);
        Assert.Equal([$"urn:imizu:{source}", Envelope.Source], evidence.Counted.Items.Select(of => of.Event.Source).Order(StringComparer.Ordinal));

        var compared = await Replayed(new ReplayScope(DryRun: true));
        Assert.Equal((ReplayPhase.Differed, null), (compared.Phase, compared.Failure));
        Assert.Equal([nameof(Projection.Figures.Consultation.CaseFigures.CaseReceived), $"{kind}"], compared.Differences.Select(cell => cell.Figure));
    }

    private static short CaseReceived => Projection.Figures.Consultation.CaseFigures.CaseReceived.Number;
}
