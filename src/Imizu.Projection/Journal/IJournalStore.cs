using Imizu.Contracts;
using Imizu.EventStreams.Storage;
using JasperFx.Events;
using Marten;

namespace Imizu.Projection.Journal;

/// <summary>The Marten store of the journal, with one stream per source.</summary>
public interface IJournalStore : IDocumentStore;

/// <summary>Configures the journal's Marten store.</summary>
public static class JournalStore
{
    public static void Configure(StoreOptions options, string connection)
    {
        options.Connection(connection);
        options.DatabaseSchemaName = "journal";
        options.UseContractJson();
        options.RepeatNothing();
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.MapEventType<EventEnvelope>("envelope");
        options.Schema.For<JournalHead>().Identity(head => head.Id);
    }
}
