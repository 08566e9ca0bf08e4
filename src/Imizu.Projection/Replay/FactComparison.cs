using Imizu.Contracts.Replays;
using Imizu.Projection.Facts;
using Imizu.Projection.Journal;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>Compares two generations cell by cell: a cell is a figure's row in a year, as the report prints it.</summary>
internal static class FactComparison
{
    private const int MostNamed = 20;

    /// <summary>Every cell of a generation in what a connection sees.</summary>
    public static async Task<Dictionary<Cell, CellSum>> Cells(
        NpgsqlConnection connection, int generation, ReplayScope scope, CancellationToken cancellationToken)
    {
        // Whether an entry is retracted changes after it was recorded; a part of the past is compared without that.
        var retracted = scope.UpTo is null && scope.Until is null ? "count(retracted), coalesce(sum(extract(epoch from retracted)), 0)" : "0::bigint, 0::numeric";
        await using var command = new NpgsqlCommand($"""
            select source, fiscal_year, figure, dimension, sum(weight), count(*), {retracted},
                   sum(position), sum(occurred - date '2000-01-01'), coalesce(sum(uuid_hash(subject)::bigint), 0), coalesce(sum(hashtext(words::text)::bigint), 0)
            from {FactTable.Name(generation)} where {scope.Condition()} group by 1, 2, 3, 4
            """, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var cells = new Dictionary<Cell, CellSum>();
        while (await reader.ReadAsync(cancellationToken))
        {
            cells.Add(
                new Cell(EventSources.All[reader.GetInt16(0)], reader.GetInt16(1), (Figure)reader.GetInt16(2), reader.GetString(3)),
                new CellSum(
                    reader.GetDecimal(4), reader.GetInt64(5), reader.GetInt64(6), reader.GetDecimal(7), reader.GetDecimal(8),
                    reader.GetInt64(9), reader.GetDecimal(10), reader.GetDecimal(11)));
        }
        return cells;
    }

    /// <summary>The cells in which two generations differ, the first ones with the first event that one has and the other has not.</summary>
    public static async Task<IReadOnlyList<CellDifference>> Differences(
        NpgsqlConnection connection, (int Generation, Dictionary<Cell, CellSum> Cells) live, (int Generation, Dictionary<Cell, CellSum> Cells) replayed,
        CancellationToken cancellationToken)
    {
        var differences = new List<CellDifference>();
        foreach (var cell in live.Cells.Keys.Union(replayed.Cells.Keys)
            .OrderBy(cell => (cell.FiscalYear, cell.Figure)).ThenBy(cell => cell.Dimension, StringComparer.Ordinal))
        {
            var (was, now) = (live.Cells.GetValueOrDefault(cell), replayed.Cells.GetValueOrDefault(cell));
            if (was != now)
            {
                var first = differences.Count < MostNamed ? await FirstEvent(connection, cell, live.Generation, replayed.Generation, cancellationToken) : null;
                differences.Add(new CellDifference(
                    cell.Source, cell.FiscalYear, cell.Figure.ToString(), cell.Dimension, was.Weight, now.Weight, first?.Id, first?.Position));
            }
        }
        return differences;
    }

    private static async Task<(Guid Id, long Position)?> FirstEvent(
        NpgsqlConnection connection, Cell cell, int live, int replayed, CancellationToken cancellationToken)
    {
        string Rows(int generation) => $"""
            (select event_id, position, ordinal, occurred, weight, subject, words from {FactTable.Name(generation)}
             where source = @source and fiscal_year = @year and figure = @figure and dimension = @dimension)
            """;
        await using var command = new NpgsqlCommand($"""
            select event_id, position from (({Rows(live)} except {Rows(replayed)}) union all ({Rows(replayed)} except {Rows(live)})) as differing
            order by position limit 1
            """, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("source", EventSources.NumberOf(cell.Source));
        command.Parameters.AddWithValue("year", (short)cell.FiscalYear);
        command.Parameters.AddWithValue("figure", (short)cell.Figure);
        command.Parameters.AddWithValue("dimension", cell.Dimension);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetGuid(0), reader.GetInt64(1)) : null;
    }
}

/// <summary>A row of a figure's table, as one source fills it in one year.</summary>
internal sealed record Cell(string Source, int FiscalYear, Figure Figure, string Dimension);

/// <summary>What a cell's rows add up to: its weight, and enough of the rest to notice any other row.</summary>
internal readonly record struct CellSum(
    decimal Weight, long Rows, long Retracted, decimal RetractedAt, decimal Positions, long Days, decimal Subjects, decimal Words);
