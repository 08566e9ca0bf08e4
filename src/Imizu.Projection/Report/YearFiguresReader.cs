using System.Collections.Immutable;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Projection.Facts;
using Imizu.Projection.Figures;
using Npgsql;

namespace Imizu.Projection.Report;

/// <summary>Queries a year's figures in one snapshot of the database.</summary>
public sealed class YearFiguresReader(NpgsqlDataSource database)
{
    /// <summary>How many second connections are free. Whoever finds none has one thing after the other, so that none waits for another's.</summary>
    private int _free = 2;

    /// <summary>The figures of a year, as of now or of a moment.</summary>
    public async Task<YearFigures> Read(FiscalYear year, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        await using var facts = await FactsSnapshot.Begin(database, year, asOf, cancellationToken);
        var standing = await facts.Progress(cancellationToken);
        var rows = await Cells(facts, cancellationToken);
        return new YearFigures(year, standing, CellsOf(rows), await Texts(facts, cancellationToken));
    }

    /// <summary>A year's texts, for what they name: without its figures, and without how far these are.</summary>
    public async Task<YearFigures> ReadNames(FiscalYear year, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        await using var facts = await FactsSnapshot.Begin(database, year, asOf, cancellationToken);
        return new YearFigures(year, new FactsStanding(facts.Generation, 0, []), ImmutableDictionary<string, decimal>.Empty, await Texts(facts, cancellationToken));
    }

    private static Task<List<TextFact>> Texts(FactsSnapshot facts, CancellationToken cancellationToken) => facts.Ask(FactQueries.Texts(facts.Generation), r => new TextFact(
        FigureCatalog.Kind(r.GetInt16(0)), r.GetString(1), r.IsDBNull(2) ? null : r.GetGuid(2), r.GetFieldValue<DateOnly>(3), JsonElement.Parse(r.GetString(4))), cancellationToken);

    /// <summary>Those that read earlier years take as long as all others: both at once, where a connection is free for it.</summary>
    private async Task<IEnumerable<(Figure Figure, string Row, decimal Value)>> Cells(FactsSnapshot facts, CancellationToken cancellationToken)
    {
        var isFree = Interlocked.Decrement(ref _free) >= 0;
        try
        {
            if (!isFree)
            {
                return [.. await Of(facts, FactQueries.CellsOfYear), .. await Of(facts, FactQueries.CellsAcrossYears)];
            }
            await using var beside = await facts.Beside(database, cancellationToken);
            return (await Task.WhenAll(Of(facts, FactQueries.CellsOfYear), Of(beside, FactQueries.CellsAcrossYears))).SelectMany(rows => rows);
        }
        finally
        {
            Interlocked.Increment(ref _free);
        }

        Task<List<(Figure Figure, string Row, decimal Value)>> Of(FactsSnapshot snapshot, Func<int, string> query) =>
            snapshot.Ask(query(facts.Generation), r => (FactQueries.Counted[r.GetInt32(0)], r.GetString(1), r.GetDecimal(2)), cancellationToken);
    }

    /// <summary>How far the live facts are that a year's figures rest on.</summary>
    public async Task<FactsStanding> Standing(FiscalYear year, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(FactQueries.Progress);
        command.Parameters.AddWithValue("year", (short)year.Year);
        return FactsSnapshot.ProgressOf(await FactsSnapshot.Rows(command, FactsSnapshot.ProgressAt, cancellationToken));
    }

    /// <summary>Rows, their totals, and what is derived from them.</summary>
    private static Dictionary<string, decimal> CellsOf(IEnumerable<(Figure Figure, string Row, decimal Value)> rows)
    {
        var cells = new Dictionary<string, decimal>();
        foreach (var (figure, row, value) in rows)
        {
            foreach (var key in figure.KeysOf(row))
            {
                cells[key] = cells.GetValueOrDefault(key) + value;
            }
        }
        foreach (var figure in FigureCatalog.All.Where(figure => figure.Rule is Derived))
        {
            cells[figure.Key] = ((Derived)figure.Rule).Value(key => cells.GetValueOrDefault(key));
        }
        return cells;
    }
}
