using Imizu.Contracts;
using Imizu.EventStreams.Storage;
using JasperFx.Events;
using Marten;

namespace Imizu.Projection.Journal;

/// <summary>The Marten store that holds the journal, a stream per source, and the facts told from it.</summary>
public interface IJournalStore : IDocumentStore;

/// <summary>How that store is laid out.</summary>
public static class JournalStore
{
    public static void Configure(StoreOptions options, string connection)
    {
        options.Connection(connection);
        options.DatabaseSchemaName = "journal";
        options.UseContractJson();
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.MapEventType<EventEnvelope>("envelope");
        options.Schema.For<JournalHead>().Identity(head => head.Id);
    }
}
