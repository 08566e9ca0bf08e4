using System.Data;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Projection.Facts;
using Npgsql;
using NpgsqlTypes;

namespace Imizu.Projection.Report;

/// <summary>The live facts as they are at one moment, asked about one year.</summary>
internal sealed class FactsSnapshot : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly FiscalYear _year;
    private readonly DateTimeOffset? _asOf;

    private FactsSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction, FiscalYear year, DateTimeOffset? asOf) =>
        (_connection, _transaction, _year, _asOf) = (connection, transaction, year, asOf);

    /// <summary>The generation that is live.</summary>
    public int Generation { get; private init; }

    public static Task<FactsSnapshot> Begin(NpgsqlDataSource database, FiscalYear year, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        Begin(database, year, asOf, same: null, cancellationToken);

    /// <summary>The same moment on another connection, so that two questions can be asked at once.</summary>
    public async Task<FactsSnapshot> Beside(NpgsqlDataSource database, CancellationToken cancellationToken) =>
        await Begin(database, _year, _asOf, (await Ask("select pg_export_snapshot()", row => row.GetString(0), cancellationToken))[0], cancellationToken);

    private static async Task<FactsSnapshot> Begin(NpgsqlDataSource database, FiscalYear year, DateTimeOffset? asOf, string? same, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            // Compiling the query of all figures takes longer than running it, and so does starting workers for it; how many rows stand at a moment is
            // underestimated, so that PostgreSQL would go through all of them again for each. A plan for any year and moment is a bad one for most. What is
            // looked at twice stays in memory.
            await using var command = new NpgsqlCommand($"""
                {(same is null ? "" : $"set transaction snapshot '{same}';")}
                set local jit = off; set local max_parallel_workers_per_gather = 0; set local enable_nestloop = off; set local plan_cache_mode = force_custom_plan; set local work_mem = '32MB';
                {FactGenerations.LiveQuery}
                """, connection, transaction);
            return new FactsSnapshot(connection, transaction, year, asOf) { Generation = (int)(await command.ExecuteScalarAsync(cancellationToken))! };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The rows of a query that knows the year as <c>@year</c>, <c>@start</c>, <c>@end</c> and the moment as <c>@asof</c>.</summary>
    public async Task<List<T>> Ask<T>(string question, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken, params (string Name, object Value)[] more)
    {
        await using var command = new NpgsqlCommand(question, _connection, _transaction);
        command.Parameters.AddWithValue("year", (short)_year.Year);
        command.Parameters.AddWithValue("start", _year.StartsOn);
        command.Parameters.AddWithValue("end", _year.EndsOn);
        command.Parameters.Add(new NpgsqlParameter("asof", NpgsqlDbType.TimestampTz) { Value = (object?)_asOf?.ToUniversalTime() ?? DBNull.Value });
        foreach (var (name, value) in more)
        {
            command.Parameters.AddWithValue(name, value);
        }
        return await Rows(command, row, cancellationToken);
    }

    /// <summary>How far the facts are.</summary>
    public async Task<FactsStanding> Progress(CancellationToken cancellationToken) => ProgressOf(await Ask(FactQueries.Progress, ProgressAt, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    public static async Task<List<T>> Rows<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(row(reader));
        }
        return rows;
    }

    public static FactsStanding ProgressOf(List<(int Generation, long Changes, SourcePosition? Source)> rows) =>
        new(rows[0].Generation, rows[0].Changes, [.. rows.Select(row => row.Source).OfType<SourcePosition>()]);

    public static (int Generation, long Changes, SourcePosition? Source) ProgressAt(NpgsqlDataReader row) =>
        (row.GetInt32(0), row.GetInt64(1), row.IsDBNull(2) ? null : new SourcePosition(row.GetString(2), row.GetInt64(3)));
}
