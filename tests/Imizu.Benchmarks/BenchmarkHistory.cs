using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Projection.Facts;
using Imizu.Projection.Journal;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Imizu.Benchmarks;

/// <summary>A journal of any length: cases over ten years, mostly contacts, as a city's desk would record them.</summary>
internal static class BenchmarkHistory
{
    private const int EventsPerCase = 40, Page = 20_000;

    private static readonly DateOnly First = new(2015, 4, 1);

    /// <summary>Fills an empty journal. The facts stay empty: a replay is to tell them.</summary>
    public static async Task Fill(IJournalStore store, NpgsqlDataSource database, int count, CancellationToken cancellationToken)
    {
        var source = EventSources.All[0];
        for (var written = 0; written < count; written += Page)
        {
            var page = Enumerable.Range(written, Math.Min(Page, count - written)).Select(n => Envelope(source, n)).ToArray();
            await using var session = store.LightweightSession();
            if (written == 0)
            {
                session.Events.StartStream(source, page);
            }
            else
            {
                session.Events.Append(source, written + page.Length, page);
            }
            session.Store(new JournalHead(source, page[^1].Position, written + page.Length));
            await session.SaveChangesAsync(cancellationToken);
        }
        await using var analyze = database.CreateCommand("vacuum analyze journal.mt_events");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }

    private static EventEnvelope Envelope(string source, int n)
    {
        var happened = Happened(n);
        var record = happened.GetType();
        return new EventEnvelope
        {
            Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddYears(46).AddSeconds(n)),
            Source = source,
            Type = EventCatalog.NameOf(record),
            Subject = $"case/{new Guid(n / EventsPerCase, 1, 1, new byte[8])}",
            Time = DateTimeOffset.UnixEpoch.AddYears(46).AddSeconds(n),
            Position = n + 1,
            Previousposition = n,
            Streamversion = n % EventsPerCase + 1,
            Correlationid = "0af7651916cd43dd8448eb211c80319c",
            Legalbasis = EventCatalog.LegalBasisOf(record),
            Actor = "staff-01",
            Traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            Data = JsonSerializer.SerializeToElement(happened, record, ContractJson.Options),
        };
    }

    private static CaseEvent Happened(int n)
    {
        var on = First.AddDays(n / EventsPerCase * 7 % 3500 + n % EventsPerCase);
        return (n % EventsPerCase) switch
        {
            0 => new CaseEvent.Received(on, ReferralRoute.Family),
            1 => new CaseEvent.HouseholdClassified(on, (HouseholdType)(n / EventsPerCase % 5)),
            2 => new CaseEvent.PlanCreated(on),
            3 => new CaseEvent.SupportStarted(on),
            39 when n % 3 != 0 => new CaseEvent.SupportConcluded(on, ConclusionReason.Resolved),
            var i when i % 10 == 5 => new CaseEvent.PartnerEngaged(on, $"partner-{n % 30}"),
            var i => new CaseEvent.ContactRecorded(on, (ContactMethod)(n % 7), i % 2 == 0 ? [(ContactTopic)(n % 11)] : [(ContactTopic)(n % 11), (ContactTopic)((n + 3) % 11)]),
        };
    }
}
