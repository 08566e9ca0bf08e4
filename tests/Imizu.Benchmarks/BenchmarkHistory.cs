using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Projection.Facts;
using Imizu.Projection.Journal;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Imizu.Benchmarks;

/// <summary>
/// A journal of any length: cases over ten years, mostly contacts, as a city's desk would record them, each on the day after. Cases begin
/// together every forty days, and have something happen to them each day.
/// </summary>
internal static class BenchmarkHistory
{
    private const int EventsPerCase = 40, Beginnings = 91, Page = 20_000;

    private static readonly DateOnly First = new(2015, 4, 1);

    /// <summary>Fills an empty journal. The facts stay empty: a replay is to tell them.</summary>
    public static async Task Fill(IJournalStore store, NpgsqlDataSource database, int count, CancellationToken cancellationToken)
    {
        var source = EventSources.All[0];
        for (var written = 0; written < count; written += Page)
        {
            var page = Enumerable.Range(written, Math.Min(Page, count - written)).Select(n => Envelope(source, n, count)).ToArray();
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

    /// <summary>When the last event was recorded of those that make up a share of all.</summary>
    public static DateTimeOffset RecordedBy(int count, double share) => Recorded(Place((int)(count * share), count));

    private static EventEnvelope Envelope(string source, int n, int count)
    {
        var place = Place(n, count);
        var happened = Happened(place);
        var record = happened.GetType();
        return new EventEnvelope
        {
            Id = Guid.CreateVersion7(Recorded(place)),
            Source = source,
            Type = EventCatalog.NameOf(record),
            Subject = $"case/{new Guid(place.Case, 1, 1, new byte[8])}",
            Time = Recorded(place),
            Position = n + 1,
            Previousposition = n,
            Streamversion = place.Step + 1,
            Correlationid = "0af7651916cd43dd8448eb211c80319c",
            Legalbasis = EventCatalog.LegalBasisOf(record),
            Actor = "staff-01",
            Traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            Data = JsonSerializer.SerializeToElement(happened, record, ContractJson.Options),
        };
    }

    /// <summary>Which event of which case the n-th of all is, and its day.</summary>
    private static (int Case, int Step, DateOnly On, int OfDay) Place(int n, int count)
    {
        var cases = Math.Max(1, count / (EventsPerCase * Beginnings));
        var (day, ofDay) = Math.DivRem(n, cases);
        return (day / EventsPerCase * cases + ofDay, day % EventsPerCase, First.AddDays(day), ofDay);
    }

    private static DateTimeOffset Recorded((int Case, int Step, DateOnly On, int OfDay) place) =>
        new DateTimeOffset(place.On.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).AddMilliseconds(place.OfDay);

    private static CaseEvent Happened((int Case, int Step, DateOnly On, int OfDay) place)
    {
        var (of, step, on, _) = place;
        return step switch
        {
            0 => new CaseEvent.Received(on, ReferralRoute.Family),
            1 => new CaseEvent.HouseholdClassified(on, (HouseholdType)(of % 5)),
            2 => new CaseEvent.PlanCreated(on),
            3 => new CaseEvent.SupportStarted(on),
            39 when of % 3 != 0 => new CaseEvent.SupportConcluded(on, ConclusionReason.Resolved),
            _ when step % 10 == 5 => new CaseEvent.PartnerEngaged(on, $"partner-{(of + step) % 30}"),
            _ => new CaseEvent.ContactRecorded(
                on, (ContactMethod)((of + step) % 7), step % 2 == 0 ? [(ContactTopic)((of + step) % 11)] : [(ContactTopic)((of + step) % 11), (ContactTopic)((of + step + 3) % 11)]),
        };
    }
}
