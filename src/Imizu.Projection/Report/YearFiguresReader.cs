using System.Data;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Projection.Facts;
using Npgsql;
using NpgsqlTypes;

namespace Imizu.Projection.Report;

/// <summary>Counts a year's facts, all as of one moment and in one view of the database.</summary>
public sealed class YearFiguresReader(NpgsqlDataSource database)
{
    /// <summary>The figures of a year, as of now or of a moment, from the live facts or from those of a generation.</summary>
    public async Task<YearFigures> Read(FiscalYear year, DateTimeOffset? asOf, CancellationToken cancellationToken, int? generation = null)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

        var questions = new YearQueries(generation ?? await FactGenerations.Live(connection, cancellationToken));

        async Task<List<T>> Ask<T>(string question, Func<NpgsqlDataReader, T> row)
        {
            await using var command = new NpgsqlCommand(question, connection, snapshot);
            command.Parameters.AddWithValue("year", (short)year.Year);
            command.Parameters.AddWithValue("start", year.StartsOn);
            command.Parameters.AddWithValue("end", year.EndsOn);
            command.Parameters.Add(new NpgsqlParameter("asof", NpgsqlDbType.TimestampTz) { Value = (object?)asOf?.ToUniversalTime() ?? DBNull.Value });
            return await Rows(command, row, cancellationToken);
        }

        var standing = StandingOf(await Ask(YearQueries.Standing, StandingAt));
        var sums = await Ask(questions.Sums, r => (Key: (FigureAt(r, 0), r.GetString(1)), Weight: r.GetDecimal(2)));
        var partners = await Ask(questions.PartnerCases, r => (Code: r.GetString(0), Cases: r.GetInt32(1)));
        var support = await Ask(questions.Support, r => new SupportFigures(r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4)));
        var households = await Ask(questions.Households, r => (Type: r.GetString(0), Count: r.GetInt32(1)));
        var tallies = await Ask(questions.Tallies, r => new Tally(SourceAt(r, 0), r.GetString(1), r.GetFieldValue<DateOnly>(2), r.GetDecimal(3)));
        var worded = await Ask(questions.Worded, r => new WordedFact(
            FigureAt(r, 0), SourceAt(r, 1), r.GetString(2), r.IsDBNull(3) ? null : r.GetGuid(3), r.GetFieldValue<DateOnly>(4), JsonElement.Parse(r.GetString(5))));

        return new YearFigures(
            year, standing with { Generation = questions.Generation }, sums.ToDictionary(s => s.Key, s => s.Weight),
            partners.ToDictionary(p => p.Code, p => p.Cases), support.Single(), households.ToDictionary(h => h.Type, h => h.Count),
            tallies, worded);
    }

    /// <summary>How far the live facts are that a year's figures rest on.</summary>
    public async Task<FactsStanding> Standing(FiscalYear year, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(YearQueries.Standing);
        command.Parameters.AddWithValue("year", (short)year.Year);
        return StandingOf(await Rows(command, StandingAt, cancellationToken));
    }

    private static async Task<List<T>> Rows<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(row(reader));
        }
        return rows;
    }

    private static FactsStanding StandingOf(List<(int Generation, long Changes, SourcePosition? Source)> rows) =>
        new(rows[0].Generation, rows[0].Changes, [.. rows.Select(row => row.Source).OfType<SourcePosition>()]);

    private static (int, long, SourcePosition?) StandingAt(NpgsqlDataReader row) =>
        (row.GetInt32(0), row.GetInt64(1), row.IsDBNull(2) ? null : new SourcePosition(row.GetString(2), row.GetInt64(3)));

    private static Figure FigureAt(NpgsqlDataReader row, int column) => (Figure)row.GetInt16(column);

    private static string SourceAt(NpgsqlDataReader row, int column) => Journal.EventSources.All[row.GetInt16(column)];
}
