using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.CommunityBuilding;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Outreach;
using Imizu.Contracts.Participation;

namespace Imizu.Projection.Tests.Figures;

/// <summary>An entry of a history, as a person would keep it in a book.</summary>
internal sealed record Written(Guid Id, string Source, long Position, string Stream, DateTimeOffset Recorded, object Data)
{
    /// <summary>When it was struck out.</summary>
    public DateTimeOffset? Struck { get; set; }

    /// <summary>Where it counts among the others of its stream: where it stands, or where the one stood that it was written for.</summary>
    public required long Place { get; init; }
}

/// <summary>Four years of a city that nobody has printed: what happened, what was typed late, struck out, corrected, sent again.</summary>
internal sealed class RandomHistory
{
    public const int FirstYear = 2021, Years = 4;

    private const string Consultation = "urn:imizu:consultation", Outreach = "urn:imizu:outreach", Participation = "urn:imizu:participation", Community = "urn:imizu:community-building";

    private static readonly DateOnly First = new(FirstYear, 4, 1), Last = new(FirstYear + Years, 3, 31);

    private readonly Random _chance;
    private readonly List<Planned> _planned = [];
    private readonly Dictionary<string, List<EventEnvelope>> _envelopes = [];
    private Dictionary<Guid, Written>? _byId;

    public RandomHistory(int seed)
    {
        _chance = new Random(seed);
        for (var i = 0; i < 4; i++)
        {
            Plan(Consultation, $"partner/p-{i}", DayFrom(First, First.AddYears(2)), on => new PartnerEvent.Registered(on, $"連携先{i}", Any<PartnerGroup>(), i));
        }
        Repeat(14, Case);
        Repeat(8, Conference);
        Repeat(8, Target);
        Repeat(8, ParticipationCase);
        Repeat(5, Resource);
        Repeat(5, Agency);
        Repeat(5, Base);
        Repeat(3, Meeting);
        Repeat(3, Project);
        Repeat(6, Collaboration);
        foreach (var kind in Enum.GetValues<MeasureKind>())
        {
            Measure(kind);
        }
        Write();
    }

    /// <summary>Everything that was written, in the order of writing.</summary>
    public List<Written> Book { get; } = [];

    /// <summary>The entry with an id.</summary>
    public Written Entry(Guid id) => (_byId ??= Book.ToDictionary(entry => entry.Id))[id];

    /// <summary>The same as events, source by source, retractions among them.</summary>
    public IReadOnlyDictionary<string, List<EventEnvelope>> Envelopes => _envelopes;

    /// <summary>A moment at which part of it was written.</summary>
    public DateTimeOffset AnyMoment() => Book[_chance.Next(Book.Count)].Recorded.AddSeconds(_chance.Next(-1, 2));

    private DateOnly DayFrom(DateOnly from, DateOnly? until = null) => from.AddDays(_chance.Next(Math.Max(1, (until ?? Last).DayNumber - from.DayNumber + 1)));

    private T Any<T>()
        where T : struct, Enum => Enum.GetValues<T>()[_chance.Next(Enum.GetValues<T>().Length)];

    private bool Happens(double probability) => _chance.NextDouble() < probability;

    private void Repeat(int most, Action happening)
    {
        for (var times = _chance.Next(most + 1); times > 0; times--)
        {
            happening();
        }
    }

    private void Plan(string source, string stream, DateOnly on, Func<DateOnly, object> data, bool canBeStruck = false) => _planned.Add(new Planned(source, stream, on, data, canBeStruck));

    private string Stream(string kind) => $"{kind}/{new Guid(_chance.Next(), 0, 0x4000, [0x80, 0, 0, 0, 0, 0, 0, (byte)_chance.Next(256)])}";

    private void Case() => Case(First, follows: null);

    /// <summary>A case; now and then the household comes back after it, and again.</summary>
    private void Case(DateOnly from, Guid? follows)
    {
        var (stream, received) = (Stream("case"), DayFrom(from));
        Plan(Consultation, stream, received, on => new CaseEvent.Received(on, Any<ReferralRoute>(), follows));
        Repeat(3, () => Plan(Consultation, stream, DayFrom(received), on => new CaseEvent.HouseholdClassified(on, Any<HouseholdType>()), canBeStruck: true));
        Repeat(6, () => Plan(Consultation, stream, DayFrom(received), on => new CaseEvent.ContactRecorded(on, Any<ContactMethod>(), [.. Enum.GetValues<ContactTopic>().Where(_ => Happens(0.3)).DefaultIfEmpty()]), canBeStruck: true));
        Repeat(4, () => Plan(Consultation, stream, DayFrom(received), on => new CaseEvent.PartnerEngaged(on, $"p-{_chance.Next(4)}"), canBeStruck: true));
        if (Happens(0.3))
        {
            End(DayFrom(received), on => new CaseEvent.ClosedWithoutPlan(on, Any<NoPlanReason>()));
            return;
        }
        var planned = DayFrom(received);
        Plan(Consultation, stream, planned, on => new CaseEvent.PlanCreated(on));
        Repeat(2, () => Plan(Consultation, stream, DayFrom(planned), on => new CaseEvent.PlanRevised(on), canBeStruck: true));
        if (Happens(0.8))
        {
            var started = DayFrom(planned);
            Plan(Consultation, stream, started, on => new CaseEvent.SupportStarted(on));
            if (Happens(0.6))
            {
                End(DayFrom(started), on => new CaseEvent.SupportConcluded(on, Any<ConclusionReason>()));
            }
        }

        void End(DateOnly on, Func<DateOnly, object> data)
        {
            Plan(Consultation, stream, on, data, canBeStruck: true);
            if (Happens(0.5))
            {
                Case(on, Guid.Parse(stream["case/".Length..]));
            }
        }
    }

    private void Conference() => Plan(Consultation, Stream("conference"), DayFrom(First), on =>
        Happens(0.5) ? new ConferenceEvent.IndividualSupportConferenceHeld(on, [Guid.NewGuid()]) : new ConferenceEvent.SupportConferenceHeld(on, []), canBeStruck: true);

    private void Target()
    {
        var (stream, identified) = (Stream("target"), DayFrom(First));
        Plan(Outreach, stream, identified, on => new TargetEvent.Identified(on, Any<InformationSource>()));
        Repeat(4, () => Plan(Outreach, stream, DayFrom(identified), on => new TargetEvent.Contacted(on, Any<OutreachMethod>(), Happens(0.5)), canBeStruck: true));
        Repeat(1, () => Plan(Outreach, stream, DayFrom(identified), on => new TargetEvent.PlanCreated(on), canBeStruck: true));
        Repeat(1, () => Plan(Outreach, stream, DayFrom(identified), on => new TargetEvent.ConnectedToConsultation(on, Guid.NewGuid()), canBeStruck: true));
        Repeat(1, () => Plan(Outreach, stream, DayFrom(identified), on => new TargetEvent.Ended(on, Any<EndReason>()), canBeStruck: true));
    }

    private void ParticipationCase()
    {
        var (stream, planned) = (Stream("participation-case"), DayFrom(First));
        Plan(Participation, stream, planned, on => new ParticipationCaseEvent.PlanCreated(on));
        Repeat(2, () => Plan(Participation, stream, DayFrom(planned), on => new ParticipationCaseEvent.Matched(on, Guid.NewGuid()), canBeStruck: true));
        Repeat(2, () => Plan(Participation, stream, DayFrom(planned), on => new ParticipationCaseEvent.PlacementStarted(on), canBeStruck: true));
        Repeat(1, () => Plan(Participation, stream, DayFrom(planned), on => new ParticipationCaseEvent.PlacementEnded(on, Any<PlacementEndReason>()), canBeStruck: true));
    }

    private void Resource()
    {
        var (stream, found) = (Stream("resource"), DayFrom(First));
        Plan(Participation, stream, found, on => Happens(0.5) ? new ResourceEvent.Registered(on, Any<ResourceKind>(), "場") : new ResourceEvent.ExitPlaceCreated(on, Any<ResourceKind>(), "場"));
        Repeat(1, () => Plan(Participation, stream, DayFrom(found), on => new ResourceEvent.Withdrawn(on), canBeStruck: true));
    }

    private void Agency()
    {
        var (stream, joined) = (Stream("agency"), DayFrom(First));
        Plan(Participation, stream, joined, on => new AgencyEvent.Joined(on, "機関"));
        Repeat(1, () => Plan(Participation, stream, DayFrom(joined), on => new AgencyEvent.Left(on), canBeStruck: true));
    }

    private void Base()
    {
        var (stream, opened) = (Stream("base"), DayFrom(First));
        Plan(Community, stream, opened, on => new ActivityBaseEvent.Opened(on, "拠点"));
        Repeat(1, () => Plan(Community, stream, DayFrom(opened), on => new ActivityBaseEvent.Closed(on), canBeStruck: true));
    }

    private void Meeting() => Plan(Participation, Stream("exchange-meeting"), DayFrom(First), on => new ExchangeMeetingEvent.Held(
        on, new(13, 30), new(15, 10), "交流会", "目的", "会場", "内容", [.. Enum.GetValues<ParticipantField>().Where(_ => Happens(0.7)).Select(field => new FieldAttendance(field, _chance.Next(20)))]), canBeStruck: true);

    private void Project()
    {
        var stream = Stream("project");
        Plan(Community, stream, First, on => new ProjectEvent.Commissioned(on, "団体", "事業", "内容", Any<AttendanceKind>()));
        Repeat(9, () => Plan(Community, stream, DayFrom(First), on => new ProjectEvent.SessionHeld(on, _chance.Next(30)), canBeStruck: true));
    }

    private void Collaboration() => Plan(Community, Stream("collaboration"), DayFrom(First), on =>
        Happens(0.5) ? new CollaborationEvent.BriefingHeld(on, "周知") : new CollaborationEvent.CouncilMet(on, Any<Council>(), "協議"), canBeStruck: true);

    /// <summary>A measure whose tallies one service took in first, and another since: sent again, now and then, by either.</summary>
    private void Measure(MeasureKind kind)
    {
        var stream = $"measure/m-{kind}".ToLowerInvariant();
        Plan(Community, stream, DayFrom(First), on => new FieldMeasureEvent.Registered(on, "分野", "項目", "人", kind, MeasureTable.RelatedProject, 1));
        for (var month = First; month < Last; month = month.AddMonths(_chance.Next(1, 5)))
        {
            var from = month;
            Repeat(3, () => Plan(Happens(0.3) ? Consultation : Community, stream, month.AddMonths(1).AddDays(-1), to => new FieldMeasureEvent.Tallied(from, to, _chance.Next(500) / 10m), canBeStruck: true));
        }
    }

    /// <summary>Writes it all down: most within days, some years later; and strikes out some of it, once or twice, or writes another in its place.</summary>
    private void Write()
    {
        // What others rest on is written before them: no service takes a conclusion without a start.
        var restsOn = new Dictionary<string, DateTimeOffset>();
        var entries = _planned.Select(entry =>
        {
            var at = At(entry.On, Happens(0.85) ? _chance.Next(20) : _chance.Next(900));
            var recorded = restsOn.TryGetValue(entry.Stream, out var before) && before >= at ? before.AddSeconds(1 + _chance.Next(100_000)) : at;
            restsOn[entry.Stream] = entry.CanBeStruck ? before : recorded;
            return (Entry: entry, Recorded: recorded);
        }).OrderBy(of => of.Recorded).ToList();
        var strikes = new PriorityQueue<(Planned Entry, Written Wrong, DateTimeOffset At), DateTimeOffset>();
        foreach (var (entry, recorded) in entries)
        {
            StrikeUntil(recorded);
            Enter(entry, entry.On, recorded);
        }
        StrikeUntil(DateTimeOffset.MaxValue);

        Written Enter(Planned entry, DateOnly on, DateTimeOffset recorded, long? place = null)
        {
            var data = entry.Data(on);
            var position = Envelope(entry.Source, entry.Stream, recorded, data);
            var written = new Written(_envelopes[entry.Source][^1].Id, entry.Source, position, entry.Stream, recorded, data) { Place = place ?? position };
            Book.Add(written);
            if (entry.CanBeStruck && Happens(0.25))
            {
                for (var times = 1 + _chance.Next(2); times > 0; times--)
                {
                    var at = recorded.AddHours(1 + _chance.Next(9_000));
                    strikes.Enqueue((entry, written, at), at);
                }
            }
            return written;
        }

        void StrikeUntil(DateTimeOffset until)
        {
            while (strikes.TryPeek(out var next, out var at) && at < until)
            {
                strikes.Dequeue();
                var right = next.Wrong.Struck is null && Happens(0.5) ? Enter(next.Entry, Happens(0.5) ? next.Entry.On : DayFrom(next.Entry.On), at, next.Wrong.Place) : null;
                Envelope(next.Wrong.Source, next.Wrong.Stream, at, Retraction(next.Wrong) with { ReplacedBy = right?.Id, Place = right?.Place });
                next.Wrong.Struck ??= at;
            }
        }
    }

    private EntryRetracted Retraction(Written entry) => entry.Source switch
    {
        Consultation => new ConsultationEntryRetracted(entry.Id, Any<RetractionReason>()),
        Outreach => new OutreachEntryRetracted(entry.Id, Any<RetractionReason>()),
        Participation => new ParticipationEntryRetracted(entry.Id, Any<RetractionReason>()),
        _ => new CommunityBuildingEntryRetracted(entry.Id, Any<RetractionReason>()),
    };

    private DateTimeOffset At(DateOnly on, int daysLater) => new(on.AddDays(daysLater), new TimeOnly(_chance.Next(24), _chance.Next(60), _chance.Next(60)), TimeSpan.FromHours(9));

    private Guid NewId() => new(_chance.Next(), 0, 0x7000, [0x80, .. BitConverter.GetBytes(_chance.Next()), 0, 0, 0]);

    private long Envelope(string source, string stream, DateTimeOffset recorded, object data)
    {
        var before = _envelopes.TryGetValue(source, out var chain) ? chain[^1].Position : 0;
        chain ??= _envelopes[source] = [];
        chain.Add(new EventEnvelope
        {
            Id = NewId(), Source = source, Type = EventCatalog.NameOf(data.GetType()), Subject = stream, Time = recorded.ToUniversalTime(), Position = before + 1 + _chance.Next(2), Previousposition = before,
            Streamversion = 1, Actor = "test", Data = JsonSerializer.SerializeToElement(data, data.GetType(), ContractJson.Options),
        });
        return chain[^1].Position;
    }

    /// <summary>What happens, on a day and as it could be written on another.</summary>
    private sealed record Planned(string Source, string Stream, DateOnly On, Func<DateOnly, object> Data, bool CanBeStruck);
}
