using Imizu.Contracts;
using Imizu.EventStreams.Storage;
using Imizu.Projection.Facts;
using Imizu.Projection.Journal;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace Imizu.Benchmarks;

/// <summary>The peer: the same facts by Marten's own means, one document a fact.</summary>
public sealed record StockFact(
    string Id, short Source, long Position, Guid? Subject, short Figure, string Dimension, DateOnly Occurred, int FiscalYear, decimal Weight,
    DateTimeOffset Recorded, object? Words, string? Items);

/// <summary>A projection as its documentation shows it, with the settings that its documentation says are fast.</summary>
public sealed partial class StockProjection : EventProjection
{
    public StockProjection()
    {
        Name = nameof(StockProjection);
        Options.BatchSize = 5_000;
        Options.DeleteViewTypeOnTeardown<StockFact>();
    }

    /// <summary>A store over the very journal, with the facts as documents.</summary>
    public static DocumentStore StoreOn(string connection) => DocumentStore.For(options =>
    {
        options.Connection(connection);
        options.DatabaseSchemaName = "stock";
        options.Events.DatabaseSchemaName = "journal";
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.MapEventType<EventEnvelope>("envelope");
        options.UseContractJson();
        options.Projections.RebuildWithBulkCopy = true;
        options.Projections.Add(new StockProjection(), JasperFx.Events.Projections.ProjectionLifecycle.Async);
        options.Schema.For<StockFact>().Identity(fact => fact.Id)
            .Duplicate(fact => fact.FiscalYear, configure: index => index.Columns = ["fiscal_year", "figure", "dimension"])
            .Duplicate(fact => fact.Figure).Duplicate(fact => fact.Dimension);
    });

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        if (e.Data is EventEnvelope envelope && envelope.Decode() is { } happened)
        {
            foreach (var row in FactRow.Of(EventSources.NumberOf(envelope.Source), envelope, happened))
            {
                operations.Insert(new StockFact(
                    $"{row.EventId}/{row.Ordinal}", row.Source, row.Position, row.Subject, row.Fact.Kind.Number, row.Fact.Row, row.Fact.On,
                    FiscalYear.Of(row.Fact.On).Year, row.Fact.Weight, row.Recorded, row.Fact.Text, row.Fact.Items));
            }
        }
        return ValueTask.CompletedTask;
    }
}
