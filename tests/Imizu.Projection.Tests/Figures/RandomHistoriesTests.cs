using System.Globalization;
using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.Contracts.Reports;
using Imizu.Projection.Evidence;
using Imizu.Projection.Figures;
using Imizu.Projection.Replay;
using Imizu.Projection.Report;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Projection.Tests.Figures;

/// <summary>
/// Every figure of every year of random histories: as a count by hand says, as its evidence adds up to, live, as of earlier moments, and in a replay.
/// <c>IMIZU_HISTORIES</c> says which histories: 200, or 101..200.
/// </summary>
public sealed class RandomHistoriesTests(TestServers servers)
{
    private static readonly int[] Histories = [.. (Environment.GetEnvironmentVariable("IMIZU_HISTORIES") ?? "6").Split("..").Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

    private static CancellationToken Cancelled => ProjectionDatabase.Cancelled;

    [Fact]
    public async Task Every_figure_is_what_a_count_by_hand_says_and_what_its_evidence_adds_up_to()
    {
        for (var seed = Histories.Length > 1 ? Histories[0] : 1; seed <= Histories[^1]; seed++)
        {
            await using var city = await ProjectionDatabase.Start(servers);
            var history = new RandomHistory(seed);
            foreach (var (source, envelopes) in history.Envelopes)
            {
                await city.Journal.Accept(source, envelopes, Cancelled);
            }
            DateTimeOffset?[] moments = [null, history.AnyMoment(), history.AnyMoment(), history.AnyMoment()];
            foreach (var moment in moments)
            {
                await Check(city, history, moment, $"history {seed}");
            }
            await CheckChanges(city, history.AnyMoment(), history.AnyMoment());
            var replay = new ReplayRun(city.Source, Guid.Empty, "test", new ReplayScope(), TimeProvider.System);
            await replay.Run(Cancelled);
            Assert.Equal((ReplayPhase.Swapped, 0, null), (replay.Status.Phase, replay.Status.Differences.Count, replay.Status.Failure));
            foreach (var moment in moments)
            {
                await Check(city, history, moment, $"history {seed}, replayed");
            }
        }
    }

    private static async Task Check(ProjectionDatabase city, RandomHistory history, DateTimeOffset? moment, string where)
    {
        for (var year = RandomHistory.FirstYear - 1; year <= RandomHistory.FirstYear + RandomHistory.Years; year++)
        {
            var figures = await city.Figures(moment, new FiscalYear(year));
            var expected = HandCount.Of(history, year, moment);
            Assert.Equal(Lines(expected, where, year, moment), Lines(figures.Cells.Where(cell => cell.Value != 0), where, year, moment));
            Assert.Equal(figures.Value("consultation/brought-forward") + figures.Value("consultation/supports-started"), figures.Value("consultation/household-types"));

            var evidence = new EvidenceReader(city.Source);
            CheckEvidence(await evidence.ReadAll(new FiscalYear(year), moment, Cancelled), expected, history);
            // The pages of one figure in five, near misses among them, and over the histories of every one.
            var keys = expected.Keys.Where(key => FigureCatalog.Cell(key)!.Value.Figure.Rule is Counting).ToList();
            foreach (var key in keys.Where((_, n) => (n + year) % 5 == 0))
            {
                var (figure, row) = FigureCatalog.Cell(key)!.Value;
                var (value, counted, missed) = await evidence.Read(figure, row, new FiscalYear(year), moment, 0, 1000, Cancelled);
                Assert.Equal((key, expected[key], expected[key]), (key, value, counted.Items.Sum(of => of.Event.Weight)));
                Assert.Equal(counted.Total, counted.Items.Count);
                Assert.Empty(counted.Items.Select(of => of.Event.Id).Intersect(missed.Items.Select(miss => miss.Event.Id)));
            }
        }
    }

    /// <summary>The events of every cell of every figure add up to it, and are in the book.</summary>
    private static void CheckEvidence(ILookup<string, (CountedEvent Event, EntryRetraction? Retraction)> evidence, IReadOnlyDictionary<string, decimal> expected, RandomHistory history)
    {
        Assert.Equal(
            expected.Where(cell => FigureCatalog.Cell(cell.Key)!.Value.Figure.Rule is Counting).OrderBy(cell => cell.Key, StringComparer.Ordinal),
            evidence.Select(cell => KeyValuePair.Create(cell.Key, cell.Sum(of => of.Event.Weight))).Where(cell => cell.Value != 0).OrderBy(cell => cell.Key, StringComparer.Ordinal));
        Assert.All(evidence.SelectMany(cell => cell).Select(of => of.Event).Distinct(), of =>
            Assert.Equal((of.Source, of.Position, of.Stream), history.Entry(of.Id) is var entry ? (entry.Source, entry.Position, entry.Stream) : default));
    }

    /// <summary>What moved between two moments, and that the events which are named moved it by just so much.</summary>
    private static async Task CheckChanges(ProjectionDatabase city, DateTimeOffset one, DateTimeOffset other)
    {
        var (from, to) = one < other ? (one, other) : (other, one);
        for (var year = RandomHistory.FirstYear; year < RandomHistory.FirstYear + RandomHistory.Years; year++)
        {
            var (was, now) = (await city.Figures(from, new FiscalYear(year)), await city.Figures(to, new FiscalYear(year)));
            var changes = await new ChangesReader(new YearFiguresReader(city.Source), new EvidenceReader(city.Source)).Read(new FiscalYear(year), from, to, limit: int.MaxValue, Cancelled);
            Assert.Equal(
                was.Cells.Keys.Union(now.Cells.Keys).Where(key => was.Value(key) != now.Value(key)).Order(StringComparer.Ordinal), changes.Cells.Select(cell => cell.Key));
            Assert.All(changes.Cells, cell => Assert.False(FigureCatalog.Cell(cell.Key) is var (figure, row) && figure.IsNamedByRecords(row) && cell.Words.Contains(row, StringComparison.Ordinal)
                && new[] { now, was }.Any(figures => figure.Rows!.Entries!(figures).ContainsKey(row)), $"{cell.Words} is not named"));
            foreach (var cell in changes.Cells.Where(cell => FigureCatalog.Cell(cell.Key)!.Value.Figure.Rule is Counting))
            {
                Assert.Equal((cell.Key, cell.To - cell.From), (cell.Key, cell.Events.Sum(of => of.IsCounted ? of.Event.Weight : -of.Event.Weight)));
                Assert.All(cell.Events, of => Assert.Equal(of.Reason == NearMissReason.RecordedLater, of.IsCounted && of.Event.Recorded > from));
                Assert.All(cell.Events, of => Assert.Equal(of.Reason is NearMissReason.Retracted or NearMissReason.Corrected, of.Retraction is { By: "test", Reason: not null }));
            }
        }
    }

    private static string Lines(IEnumerable<KeyValuePair<string, decimal>> cells, string where, int year, DateTimeOffset? moment) =>
        $"{where}, {year} as of {moment:O}\n{string.Join('\n', cells.OrderBy(cell => cell.Key, StringComparer.Ordinal).Select(cell => $"{cell.Key} {cell.Value:0.####}"))}";
}
