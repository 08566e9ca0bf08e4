using Npgsql;
using NpgsqlTypes;

namespace Imizu.Benchmarks.Reports;

/// <summary>The floor of a report: what one sum over a year's facts takes, prepared, on an open connection.</summary>
internal sealed class FactSum : IAsyncDisposable
{
    private readonly NpgsqlCommand _sum;
    private readonly string _table;

    private FactSum(NpgsqlConnection connection, string table, DateTimeOffset? asOf)
    {
        var standing = asOf is null ? "retracted is null" : "recorded <= $2 and (retracted is null or retracted > $2)";
        (_table, _sum) = (table, new NpgsqlCommand($"select sum(weight) from {table} where fiscal_year = $1 and {standing}", connection));
        _sum.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Smallint });
        if (asOf is { } moment)
        {
            _sum.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = moment.UtcDateTime });
        }
    }

    public static async Task<FactSum> Prepare(NpgsqlConnection connection, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand("select 'journal.facts_' || live from journal.generation", connection);
        var sum = new FactSum(connection, (string)(await ask.ExecuteScalarAsync(cancellationToken))!, asOf);
        await sum._sum.PrepareAsync(cancellationToken);
        return sum;
    }

    public async Task Of(int year, CancellationToken cancellationToken)
    {
        _sum.Parameters[0].Value = (short)year;
        await _sum.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>How many there are of all years.</summary>
    public async Task<long> Facts(CancellationToken cancellationToken)
    {
        await using var count = new NpgsqlCommand($"select count(*) from {_table}", _sum.Connection);
        return (long)(await count.ExecuteScalarAsync(cancellationToken))!;
    }

    public ValueTask DisposeAsync() => _sum.DisposeAsync();
}
