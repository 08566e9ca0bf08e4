using Imizu.Contracts;
using Npgsql;

namespace Imizu.Projection.Facts;

/// <summary>Erases the texts of redacted events wherever the journal's database has them.</summary>
public static class Redactions
{
    /// <summary>The entries whose texts the journal has erased, so that control totals that were counted before are not taken for those of now.</summary>
    public const string Create = "create table if not exists journal.erased_entries (source smallint, position bigint, primary key (source, position))";

    /// <summary>Which entries of a source were.</summary>
    public const string OfSource = "select position from journal.erased_entries where source = ?";

    /// <summary>Whether any source has erased a text.</summary>
    public static async Task<bool> AreAny(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select exists (select from journal.erased_entries)");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Erases the texts of entries in the journal and in generations of facts. Only a source's own entries are: of another, none has that id.</summary>
    /// <param name="connection">In whose transaction.</param>
    /// <param name="generations">Whose facts may have the texts.</param>
    /// <param name="redactions">By the sources' names.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <remarks>Done again, it changes nothing. The entry is looked for below its position, which is never less than its place in the source's stream.</remarks>
    public static async Task Erase(
        NpgsqlConnection connection, IEnumerable<int> generations, IEnumerable<(string Source, TextRedacted Redaction)> redactions, CancellationToken cancellationToken)
    {
        const string Has = "= any(@members) and jsonb_typeof(value) = 'string'";
        var facts = string.Concat(generations.Select(generation => $"""
            update {FactTable.Name(generation)} set words = (select jsonb_object_agg(key, case when key {Has} then to_jsonb(@erased) else value end) from jsonb_each(words))
            where source = @number and event_id = @entry and words is not null;
            """));
        foreach (var (source, redaction) in redactions)
        {
            await using var command = new NpgsqlCommand($$"""
                update journal.mt_events set data = jsonb_set(data, '{data}', (
                    select jsonb_object_agg(key, case when key {{Has}} then to_jsonb(@erased) else value end) from jsonb_each(data -> 'data')))
                where stream_id = @source and data ->> 'id' = @entry::text and jsonb_typeof(data -> 'data' -> @members[1]) = 'string' and version = (
                    select version from journal.mt_events where stream_id = @source and version <= @position and (data ->> 'position')::bigint <= @position
                    order by version desc limit 1);
                insert into journal.erased_entries values (@number, @position) on conflict do nothing;
                {{facts}}
                """, connection) { CommandTimeout = 0 };
            command.Parameters.AddWithValue("source", source);
            command.Parameters.AddWithValue("number", Journal.EventSources.NumberOf(source));
            command.Parameters.AddWithValue("entry", redaction.EntryId);
            command.Parameters.AddWithValue("position", redaction.Position);
            command.Parameters.AddWithValue("members", redaction.Members.ToArray());
            command.Parameters.AddWithValue("erased", WrittenText.Erased);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
