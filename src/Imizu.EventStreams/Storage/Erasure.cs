using System.Text.Json;
using Imizu.Contracts;
using JasperFx.Events;
using Marten;

namespace Imizu.EventStreams.Storage;

/// <summary>An entry whose texts were erased; a Marten document, so that the few redactions are found among all events.</summary>
/// <param name="Id">The permanent id of the redaction.</param>
/// <param name="Position">The position of the entry.</param>
internal sealed record Erasure(Guid Id, long Position)
{
    /// <summary>Adds to their transaction what redactions erase: the texts of the stored entry, and the hashes of requests that may have had them.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="history">The stream without them.</param>
    /// <param name="events">The events, redactions among them.</param>
    public static void Note(IDocumentSession session, History history, IEnumerable<IEvent> events)
    {
        foreach (var (id, redaction) in events.Where(e => e.Data is TextRedacted).Select(e => (e.Id, (TextRedacted)e.Data)))
        {
            session.Insert(new Erasure(id, redaction.Position));
            session.Events.OverwriteEvent(Erased(history.Entries.Single(entry => entry.Id == redaction.EntryId), redaction.Members));
            // Whoever has the rest of a short text can find it by its hash. A request whose hash is gone is refused when it is sent again.
            session.QueueSqlCommand(
                $$"""
                update {{session.DocumentStore.Options.DatabaseSchemaName}}.mt_doc_idempotentanswer set data = jsonb_set(data, '{fingerprint}', '""')
                where data #>> '{answer,stream}' = ? and (data #> '{answer,entries}' = '[]' or data #> '{answer,entries}' @> ?::jsonb)
                """, history.Stream, JsonSerializer.Serialize((object[])[new { id = redaction.EntryId }]));
        }
    }

    /// <summary>An entry without its texts.</summary>
    public static IEvent Erased(IEvent entry, IReadOnlyList<string> members)
    {
        var data = WrittenText.Erase(JsonSerializer.SerializeToElement(entry.Data, entry.EventType, ContractJson.Options), members);
        var erased = Event.For(data.Deserialize(entry.EventType, ContractJson.Options)!);
        (erased.Id, erased.Version, erased.Sequence, erased.UserName, erased.Headers) = (entry.Id, entry.Version, entry.Sequence, entry.UserName, entry.Headers);
        return erased;
    }
}

/// <summary>Reads which entries of a store were erased.</summary>
internal static class ErasureQueries
{
    public static async Task<IReadOnlyList<Erasure>> Erasures(this IDocumentStore store, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.Query<Erasure>().ToListAsync(cancellationToken);
    }

    /// <summary>The entries at or below a position that were erased by redactions beyond it.</summary>
    public static async Task<IReadOnlyList<ErasedTexts>> ErasedSince(this IDocumentStore store, long position, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        var redactions = await session.Query<Erasure>().Where(erasure => erasure.Position <= position).Select(erasure => erasure.Id).ToListAsync(cancellationToken);
        return redactions.Count == 0 ? [] :
            [.. (await session.Events.QueryAllRawEvents().Where(e => e.Id.IsOneOf(redactions.ToArray()) && e.Sequence > position).OrderBy(e => e.Sequence).ToListAsync(cancellationToken))
                .Select(e => (TextRedacted)e.Data).Select(redaction => new ErasedTexts(redaction.Position, redaction.Members))];
    }
}
