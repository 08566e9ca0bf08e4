using Imizu.Contracts.Consultation;
using JasperFx.Events;
using Marten;

namespace Imizu.Benchmarks.Intake;

/// <summary>Events put into a service's store all at once, as a migration would, with the metadata that commands leave.</summary>
internal static class BulkHistory
{
    private const int EventsPerCase = 40;

    /// <summary>The day of all of them: each round's contacts are in one year's report.</summary>
    public static readonly DateOnly On = new(2024, 7, 1);

    public static Task Append(IDocumentStore store, int count, CancellationToken cancellationToken) =>
        store.BulkInsertEventsAsync([.. Enumerable.Range(0, count).Chunk(EventsPerCase).Select(Case)], 1000, cancellationToken);

    /// <summary>How many of so many events are contacts.</summary>
    public static int Contacts(int count) => count - (count + EventsPerCase - 1) / EventsPerCase;

    private static StreamAction Case(int[] numbers) =>
        StreamAction.Start($"case/{Guid.CreateVersion7()}", [Stored(new CaseEvent.Received(On, ReferralRoute.Family)), .. numbers.Skip(1).Select(n => Stored(CaseDesk.Contact(n, On)))]);

    private static Event<T> Stored<T>(T happened)
        where T : CaseEvent
    {
        var stored = new Event<T>(happened)
        {
            Id = Guid.CreateVersion7(),
            UserName = "bench",
            CorrelationId = "0af7651916cd43dd8448eb211c80319c",
        };
        stored.SetHeader("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        return stored;
    }
}
