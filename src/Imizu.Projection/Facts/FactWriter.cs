using System.Text.Json;
using Imizu.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace Imizu.Projection.Facts;

/// <summary>Writes facts in bulk: the live path a batch at a time, a replay all of them.</summary>
public sealed class FactWriter : IAsyncDisposable
{
    private readonly NpgsqlBinaryImporter _rows;

    private FactWriter(NpgsqlBinaryImporter rows) => _rows = rows;

    public static async Task<FactWriter> Begin(NpgsqlConnection connection, int generation, CancellationToken cancellationToken) =>
        new(await connection.BeginBinaryImportAsync($"copy {FactTable.Name(generation)} ({FactTable.Columns}) from stdin (format binary)", cancellationToken));

    public void Write(in FactRow row)
    {
        _rows.StartRow();
        _rows.Write(row.EventId, NpgsqlDbType.Uuid);
        _rows.Write(row.Ordinal, NpgsqlDbType.Smallint);
        _rows.Write(row.Source, NpgsqlDbType.Smallint);
        _rows.Write(row.Position, NpgsqlDbType.Bigint);
        if (row.Subject is { } subject)
        {
            _rows.Write(subject, NpgsqlDbType.Uuid);
        }
        else
        {
            _rows.WriteNull();
        }
        _rows.Write((short)row.Fact.Figure, NpgsqlDbType.Smallint);
        _rows.Write(row.Fact.Dimension, NpgsqlDbType.Text);
        _rows.Write(row.Fact.On, NpgsqlDbType.Date);
        _rows.Write((short)row.Fact.Year.Year, NpgsqlDbType.Smallint);
        _rows.Write(row.Fact.Weight, NpgsqlDbType.Numeric);
        _rows.Write(row.Recorded, NpgsqlDbType.TimestampTz);
        if (row.Fact.Words is { } words)
        {
            _rows.Write(JsonSerializer.Serialize(words, words.GetType(), ContractJson.Options), NpgsqlDbType.Jsonb);
        }
        else
        {
            _rows.WriteNull();
        }
    }

    /// <summary>Makes the rows part of the transaction; without it they are dropped.</summary>
    public async Task Complete(CancellationToken cancellationToken) => await _rows.CompleteAsync(cancellationToken);

    public ValueTask DisposeAsync() => _rows.DisposeAsync();

    /// <summary>Ends the facts of retracted events. The first retraction of an event stands.</summary>
    public static async Task Retract(
        NpgsqlConnection connection, int generation, IReadOnlyCollection<(Guid EntryId, DateTimeOffset At)> retractions, CancellationToken cancellationToken)
    {
        if (retractions.Count == 0)
        {
            return;
        }
        await using var command = new NpgsqlCommand($"""
            update {FactTable.Name(generation)} as fact set retracted = retraction.at
            from (select id, min(at) as at from unnest(@ids, @times) as given (id, at) group by id) as retraction
            where fact.event_id = retraction.id and fact.retracted is null
            """, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("ids", retractions.Select(r => r.EntryId).ToArray());
        command.Parameters.AddWithValue("times", retractions.Select(r => r.At.UtcDateTime).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
