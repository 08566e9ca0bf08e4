using Imizu.Contracts.Replays;
using Imizu.Projection.Facts;
using Imizu.Projection.Figures;
using Imizu.Projection.Journal;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>Compares two generations cell by cell; a cell is a row of a figure in a fiscal year, as printed in the report.</summary>
internal static class FactComparison
{
    private const int MostNamed = 20;

    /// <summary>What a cell adds up to, for people to see. However many digits its rows have, it can be read.</summary>
    private const string Weight = "greatest(least(round(sum(weight), 6), 1e18), -1e18)";

    /// <summary>What makes a row what it is. Whether it is retracted changes after it was recorded; a part of the past is compared without that.</summary>
    private static string Row(ReplayScope scope) =>
        $"event_id, ordinal, position, subject, occurred, weight, recorded, words, items{(scope.UpTo is null && scope.Until is null ? ", retracted, retracted_by, retraction_reason, replaced_by, place" : "")}";

    /// <summary>
    /// The hash of a whole row. PostgreSQL's hash of a record is a sum over its columns, in which two rows that exchange a column's values add up to the
    /// same; hashed once more, they do not.
    /// </summary>
    private static string Hash(ReplayScope scope) => $"hashint8extended(hash_record_extended(row({Row(scope)}), 0), 0)";

    /// <summary>Every cell of a generation in what a connection sees.</summary>
    public static async Task<Dictionary<Cell, CellSum>> Cells(
        NpgsqlConnection connection, int generation, ReplayScope scope, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            select source, fiscal_year, figure, dimension, {Weight}, count(*), sum({Hash(scope)})
            from {FactTable.Name(generation)} where {scope.Condition()} group by 1, 2, 3, 4
            """, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var cells = new Dictionary<Cell, CellSum>();
        while (await reader.ReadAsync(cancellationToken))
        {
            cells.Add(
                new Cell(reader.GetInt16(0), reader.GetInt16(1), reader.GetInt16(2), reader.GetString(3)),
                new CellSum(reader.GetDecimal(4), reader.GetInt64(5), reader.GetDecimal(6)));
        }
        return cells;
    }

    /// <summary>The cells in which two generations differ, the first ones with the first event that one has and the other has not.</summary>
    public static async Task<IReadOnlyList<CellDifference>> Differences(
        NpgsqlConnection connection, (int Generation, Dictionary<Cell, CellSum> Cells) live, (int Generation, Dictionary<Cell, CellSum> Cells) replayed,
        ReplayScope scope, CancellationToken cancellationToken)
    {
        var differences = new List<CellDifference>();
        foreach (var cell in live.Cells.Keys.Union(replayed.Cells.Keys)
            .OrderBy(cell => (cell.FiscalYear, cell.Kind)).ThenBy(cell => cell.Dimension, StringComparer.Ordinal))
        {
            var (was, now) = (live.Cells.GetValueOrDefault(cell), replayed.Cells.GetValueOrDefault(cell));
            if (was != now)
            {
                var first = differences.Count < MostNamed ? await FirstEvent(connection, cell, live.Generation, replayed.Generation, scope, cancellationToken) : null;
                differences.Add(new CellDifference(
                    EventSources.NameOf(cell.Source), cell.FiscalYear, FigureCatalog.NameOf(cell.Kind), cell.Dimension, was.Weight, now.Weight, first?.Id, first?.Position));
            }
        }
        return differences;
    }

    private static async Task<(Guid Id, long Position)?> FirstEvent(
        NpgsqlConnection connection, Cell cell, int live, int replayed, ReplayScope scope, CancellationToken cancellationToken)
    {
        string Rows(int generation) => $"""
            (select {Row(scope)} from {FactTable.Name(generation)}
             where source = @source and fiscal_year = @year and figure = @figure and dimension = @dimension)
            """;
        await using var command = new NpgsqlCommand($"""
            select event_id, position from (({Rows(live)} except {Rows(replayed)}) union all ({Rows(replayed)} except {Rows(live)})) as differing
            order by position limit 1
            """, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("source", cell.Source);
        command.Parameters.AddWithValue("year", cell.FiscalYear);
        command.Parameters.AddWithValue("figure", cell.Kind);
        command.Parameters.AddWithValue("dimension", cell.Dimension);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetGuid(0), reader.GetInt64(1)) : null;
    }
}

/// <summary>A row of a figure's table, as one source fills it in one year; source and kind by their numbers, for another build may have had more of them.</summary>
internal sealed record Cell(short Source, short FiscalYear, short Kind, string Dimension);

/// <summary>What a cell's rows add up to.</summary>
/// <param name="Weight">What is counted.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Hashes">The sum of a hash of each whole row.</param>
internal readonly record struct CellSum(decimal Weight, long Rows, decimal Hashes);
