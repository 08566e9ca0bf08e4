using FsCheck.Xunit;
using Imizu.Projection.Facts;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.Projection.Tests.Facts;

/// <summary>What is written in bulk is what PostgreSQL reads.</summary>
public sealed class BinaryCopyTests(TestServers servers) : IAsyncLifetime
{
    private NpgsqlDataSource _database = null!;

    private static CancellationToken Cancelled => ProjectionDatabase.Cancelled;

    public async ValueTask InitializeAsync() => _database = NpgsqlDataSource.Create(await servers.NewDatabase());

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Property(MaxTest = 20)]
    public async Task Any_decimal_arrives_as_it_is(decimal[] given)
    {
        decimal[] values = [.. given, 0, 1, -1, 10_000, 99.50m, 0.0001m, 0.00010m, -0.00000001m, 123_456_789.000_000_1m, decimal.MaxValue, decimal.MinValue, new(1, 0, 0, true, 28)];
        Assert.Equal(values, await ThroughADatabase("numeric", values, static (rows, value) => rows.Numeric(value)));
    }

    [Fact]
    public async Task Texts_of_any_length_arrive_as_they_are()
    {
        string[] values = ["", "相談", "𠮷野家", new('あ', 100_000), "end"];
        Assert.Equal(values, await ThroughADatabase("text", values, static (rows, value) => rows.Text(value)));
    }

    [Fact]
    public async Task Json_arrives_as_it_is()
    {
        string[] values = ["""{"text": "相談"}""", $$"""{"text": "{{new string('x', 200_000)}}"}"""];
        Assert.Equal(values, await ThroughADatabase("jsonb", values, static (rows, value) => rows.Jsonb(System.Text.Encoding.UTF8.GetBytes(value))));
    }

    [Fact]
    public async Task Days_moments_numbers_and_ids_arrive_as_they_are()
    {
        DateOnly[] days = [new(1999, 12, 31), new(2000, 1, 1), new(2024, 2, 29), DateOnly.MaxValue];
        Assert.Equal(days, await ThroughADatabase("date", days, static (rows, value) => rows.Date(value)));
        DateTime[] moments = [new(1999, 12, 31, 23, 59, 59, 999, 999, DateTimeKind.Utc), new(2024, 4, 1, 0, 0, 0, DateTimeKind.Utc)];
        Assert.Equal(moments, await ThroughADatabase("timestamptz", moments, static (rows, value) => rows.Timestamp(new DateTimeOffset(value).ToOffset(TimeSpan.FromHours(9)))));
        long[] numbers = [0, -1, long.MaxValue, long.MinValue];
        Assert.Equal(numbers, await ThroughADatabase("bigint", numbers, static (rows, value) => rows.Bigint(value)));
        short[] small = [0, -1, short.MaxValue, short.MinValue];
        Assert.Equal(small, await ThroughADatabase("smallint", small, static (rows, value) => rows.Smallint(value)));
        Guid[] ids = [Guid.Empty, Guid.NewGuid(), Guid.CreateVersion7()];
        Assert.Equal(ids, await ThroughADatabase("uuid", ids, static (rows, value) => rows.Uuid(value)));
    }

    [Fact]
    public async Task A_null_arrives_as_null() =>
        Assert.Equal(3, (await ThroughADatabase("text", new bool[3], static (rows, _) => rows.Null(), static (row, column) => row.IsDBNull(column))).Count(isNull => isNull));

    [Fact]
    public async Task Rows_that_were_not_completed_are_dropped_and_the_connection_goes_on()
    {
        await using var connection = await _database.OpenConnectionAsync(Cancelled);
        await connection.Execute("create table dropped (value bigint)", Cancelled);
        await using (var rows = new BinaryCopy(await connection.BeginRawBinaryCopyAsync("copy dropped from stdin (format binary)", Cancelled)))
        {
            rows.StartRow(1);
            rows.Bigint(1);
        }
        await using var count = new NpgsqlCommand("select count(*) from dropped", connection);
        Assert.Equal(0L, await count.ExecuteScalarAsync(Cancelled));
    }

    private Task<List<T>> ThroughADatabase<T>(string type, IReadOnlyList<T> values, Action<BinaryCopy, T> write) =>
        ThroughADatabase(type, values, write, static (row, column) => row.GetFieldValue<T>(column));

    private async Task<List<T>> ThroughADatabase<T>(
        string type, IReadOnlyList<T> values, Action<BinaryCopy, T> write, Func<NpgsqlDataReader, int, T> read)
    {
        await using var connection = await _database.OpenConnectionAsync(Cancelled);
        await connection.Execute($"drop table if exists written; create table written (place bigint, value {type})", Cancelled);
        await using (var rows = new BinaryCopy(await connection.BeginRawBinaryCopyAsync("copy written from stdin (format binary)", Cancelled)))
        {
            for (var place = 0; place < values.Count; place++)
            {
                rows.StartRow(2);
                rows.Bigint(place);
                write(rows, values[place]);
            }
            await rows.Complete(Cancelled);
        }
        await using var command = new NpgsqlCommand("select value from written order by place", connection);
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        var told = new List<T>();
        while (await reader.ReadAsync(Cancelled))
        {
            told.Add(read(reader, 0));
        }
        return told;
    }
}
