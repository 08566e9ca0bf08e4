using System.Text.Json;
using Imizu.Contracts;
using Npgsql;

namespace Imizu.Projection.Facts;

/// <summary>Bulk-inserts facts by binary COPY.</summary>
public sealed class FactWriter : IAsyncDisposable
{
    private readonly BinaryCopy _rows;

    private FactWriter(BinaryCopy rows) => _rows = rows;

    public static async Task<FactWriter> Begin(NpgsqlConnection connection, int generation, CancellationToken cancellationToken) =>
        new(new BinaryCopy(await connection.BeginRawBinaryCopyAsync(
            $"copy {FactTable.Name(generation)} ({FactTable.Columns}) from stdin (format binary)", cancellationToken)));

    /// <summary>The columns as <see cref="FactTable.Columns"/> has them.</summary>
    public void Write(in FactRow row)
    {
        _rows.StartRow(fields: 13);
        _rows.Uuid(row.EventId);
        _rows.Smallint(row.Ordinal);
        _rows.Smallint(row.Source);
        _rows.Bigint(row.Position);
        if (row.Subject is { } subject)
        {
            _rows.Uuid(subject);
        }
        else
        {
            _rows.Null();
        }
        _rows.Smallint(row.Fact.Kind.Number);
        _rows.Text(row.Fact.Row);
        _rows.Date(row.Fact.On);
        _rows.Smallint((short)row.Fact.Year.Year);
        _rows.Numeric(row.Fact.Weight);
        _rows.Timestamp(row.Recorded);
        if (row.Fact.Text is { } text)
        {
            _rows.Jsonb(JsonSerializer.SerializeToUtf8Bytes(text, text.GetType(), ContractJson.Options));
        }
        else
        {
            _rows.Null();
        }
        if (row.Fact.Items is { } items)
        {
            _rows.Text(items);
        }
        else
        {
            _rows.Null();
        }
    }

    /// <inheritdoc cref="BinaryCopy.Complete"/>
    public Task Complete(CancellationToken cancellationToken) => _rows.Complete(cancellationToken);

    public ValueTask DisposeAsync() => _rows.DisposeAsync();

    /// <summary>
    /// Ends the facts of retracted events, and gives those that count instead their place. Only the first retraction counts, and only one from the event's
    /// own source.
    /// </summary>
    public static async Task Retract(
        NpgsqlConnection connection, int generation, IReadOnlyCollection<Retraction> retractions, CancellationToken cancellationToken)
    {
        if (retractions.Count == 0)
        {
            return;
        }
        await using var command = new NpgsqlCommand($"""
            update {FactTable.Name(generation)} as fact
            set retracted = retraction.at, retracted_by = retraction.by, retraction_reason = retraction.reason, replaced_by = retraction.replaced_by
            from (
                select distinct on (source, id) * from unnest(@sources, @ids, @times, @by, @reasons, @replacements) as given (source, id, at, by, reason, replaced_by)
                order by source, id, at) as retraction
            where fact.event_id = retraction.id and fact.source = retraction.source and fact.retracted is null;

            update {FactTable.Name(generation)} as fact set place = correction.place
            from (
                select distinct on (source, id) * from unnest(@sources, @replacements, @places, @times) as given (source, id, place, at)
                where id is not null order by source, id, at) as correction
            where fact.event_id = correction.id and fact.source = correction.source and fact.place is null
            """, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("sources", retractions.Select(r => r.Source).ToArray());
        command.Parameters.AddWithValue("ids", retractions.Select(r => r.EntryId).ToArray());
        command.Parameters.AddWithValue("times", retractions.Select(r => r.At.UtcDateTime).ToArray());
        command.Parameters.AddWithValue("by", retractions.Select(r => r.By).ToArray());
        command.Parameters.AddWithValue("reasons", retractions.Select(r => r.Reason.ToString()).ToArray());
        command.Parameters.AddWithValue("replacements", retractions.Select(r => r.ReplacedBy).ToArray());
        command.Parameters.AddWithValue("places", retractions.Select(r => r.Place).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
