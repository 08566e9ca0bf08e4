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
    /// <summary>The figures of a year, as of now or of a moment.</summary>
    public async Task<YearFigures> Read(FiscalYear year, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        await using var facts = await FactsSnapshot.Begin(database, year, asOf, cancellationToken);
        var standing = await facts.Progress(cancellationToken);
        var rows = await facts.Ask(FactQueries.Cells(facts.Generation), r => (Figure: FactQueries.Counted[r.GetInt32(0)], Row: r.GetString(1), Value: r.GetDecimal(2)), cancellationToken);
        var texts = await facts.Ask(FactQueries.Texts(facts.Generation), r => new TextFact(
            FigureCatalog.Kind(r.GetInt16(0)), r.GetString(1), r.IsDBNull(2) ? null : r.GetGuid(2), r.GetFieldValue<DateOnly>(3), JsonElement.Parse(r.GetString(4))), cancellationToken);
        return new YearFigures(year, standing, CellsOf(rows), texts);
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
