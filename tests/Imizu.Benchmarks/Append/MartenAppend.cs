using Imizu.Contracts.Consultation;
using Marten;

namespace Imizu.Benchmarks.Append;

/// <summary>The peer: an append as Marten's documentation shows it, a session and a SaveChanges for each event.</summary>
internal sealed class MartenAppend(IDocumentStore store)
{
    public async Task Open(IReadOnlyList<Guid> cases, DateOnly on, CancellationToken cancellationToken)
    {
        await using var session = Session();
        foreach (var id in cases)
        {
            session.Events.StartStream(Stream(id), new CaseEvent.Received(on, ReferralRoute.Family));
        }
        await session.SaveChangesAsync(cancellationToken);
    }

    public async Task RecordContact(Guid id, int n, DateOnly on, CancellationToken cancellationToken)
    {
        await using var session = Session();
        session.Events.Append(Stream(id), CaseDesk.Contact(n, on));
        await session.SaveChangesAsync(cancellationToken);
    }

    private static string Stream(Guid id) => $"case/{id}";

    /// <summary>With the metadata that a command leaves.</summary>
    private IDocumentSession Session()
    {
        var session = store.LightweightSession();
        session.LastModifiedBy = "bench";
        session.CorrelationId = "0af7651916cd43dd8448eb211c80319c";
        session.SetHeader("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        return session;
    }
}
