using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.CommunityBuilding;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Outreach;
using Imizu.Contracts.Participation;

namespace Imizu.Projection.Tests.Figures;

/// <summary>Counts a year out of the book of a history, knowing nothing of figures, facts or SQL: only the sentences of the printed report and the keys.</summary>
internal sealed class HandCount
{
    private readonly SortedDictionary<string, decimal> _cells = new(StringComparer.Ordinal);
    private readonly List<Written> _standing;
    private readonly DateOnly _first, _last;

    private HandCount(IEnumerable<Written> book, int year, DateTimeOffset? asOf) => (_standing, _first, _last) = (
        [.. book.Where(entry => asOf is { } moment ? entry.Recorded <= moment && !(entry.Struck <= moment) : entry.Struck is null)], new(year, 4, 1), new(year + 1, 3, 31));

    /// <summary>Every figure that is not 0, by its key.</summary>
    public static SortedDictionary<string, decimal> Of(RandomHistory history, int year, DateTimeOffset? asOf)
    {
        var count = new HandCount(history.Book, year, asOf);
        count.Consultation();
        count.Support();
        count.OutreachAndParticipation();
        count.CommunityBuilding();
        count.Tallies();
        foreach (var zero in count._cells.Where(cell => cell.Value == 0).Select(cell => cell.Key).ToList())
        {
            count._cells.Remove(zero);
        }
        return count._cells;
    }

    private bool InYear(DateOnly day) => day >= _first && day <= _last;

    private IEnumerable<(Written Entry, T Data)> All<T>() => _standing.Where(entry => entry.Data is T).Select(entry => (entry, (T)entry.Data));

    private List<T> Year<T>(Func<T, DateOnly> on) => [.. All<T>().Select(of => of.Data).Where(data => InYear(on(data)))];

    private void Set(string key, decimal value) => _cells[key] = value;

    /// <summary>A total, and a row for each of what comes.</summary>
    private void Rows(string key, IEnumerable<Enum> rows)
    {
        foreach (var row in rows)
        {
            Add($"{key}/{JsonNamingPolicy.CamelCase.ConvertName(row.ToString())}", 1);
            Add(key, 1);
        }
    }

    private void Add(string key, decimal value) => _cells[key] = _cells.GetValueOrDefault(key) + value;

    private void Consultation()
    {
        var received = Year<CaseEvent.Received>(e => e.On);
        Rows("consultation/cases-received", received.Select(e => (Enum)e.Route));
        received.ForEach(e => { Add($"consultation/cases-received-by-month/{e.On.Month:00}", 1); Add("consultation/cases-received-by-month", 1); });
        Set("consultation/cases-returned", received.Count(e => e.Follows is not null));
        Set("consultation/plans-created", Year<CaseEvent.PlanCreated>(e => e.On).Count);
        Set("consultation/plans-revised", Year<CaseEvent.PlanRevised>(e => e.On).Count);
        Rows("consultation/closed-without-plan", Year<CaseEvent.ClosedWithoutPlan>(e => e.On).Select(e => (Enum)e.Reason));
        var contacts = Year<CaseEvent.ContactRecorded>(e => e.On);
        Rows("consultation/contacts-by-method", contacts.Select(e => (Enum)e.Method));
        Rows("consultation/contacts-by-topic", contacts.SelectMany(e => e.Topics).Select(topic => (Enum)topic));
        contacts.ForEach(e => { Add($"consultation/contacts-by-month/{e.On.Month:00}", 1); Add("consultation/contacts-by-month", 1); });
        Rows("consultation/conferences-held", Year<ConferenceEvent.IndividualSupportConferenceHeld>(e => e.On).Select(_ => (Enum)ConferenceKind.IndividualSupport));
        Rows("consultation/conferences-held", Year<ConferenceEvent.SupportConferenceHeld>(e => e.On).Select(_ => (Enum)ConferenceKind.SupportConference));
        foreach (var partner in All<CaseEvent.PartnerEngaged>().Where(e => InYear(e.Data.On)).Select(e => (e.Entry.Stream, e.Data.Partner)).Distinct())
        {
            Add($"consultation/partner-cases/{partner.Partner}", 1);
            Add("consultation/partner-cases", 1);
        }
    }

    private void Support()
    {
        var cases = _standing.Where(entry => entry.Stream.StartsWith("case/", StringComparison.Ordinal)).GroupBy(entry => entry.Stream).Select(of => (
            Received: of.Select(e => e.Data).OfType<CaseEvent.Received>().FirstOrDefault()?.On,
            Planned: of.Select(e => e.Data).OfType<CaseEvent.PlanCreated>().FirstOrDefault()?.On,
            Started: of.Select(e => e.Data).OfType<CaseEvent.SupportStarted>().FirstOrDefault()?.On,
            Concluded: of.Select(e => e.Data).OfType<CaseEvent.SupportConcluded>().FirstOrDefault(),
            Types: of.Where(e => e.Data is CaseEvent.HouseholdClassified).OrderBy(e => e.Place).Select(e => (CaseEvent.HouseholdClassified)e.Data).OrderBy(e => e.On).ToList())).ToList();
        var brought = cases.Count(c => c.Started < _first && !(c.Concluded?.On < _first));
        var (started, concluded) = (cases.Count(c => c.Started is { } day && InYear(day)), cases.Where(c => c.Concluded is { } end && InYear(end.On)).ToList());
        Set("consultation/brought-forward", brought);
        Set("consultation/supports-started", started);
        Rows("consultation/supports-concluded", concluded.Select(c => (Enum)c.Concluded!.Reason));
        Set("consultation/continuing", cases.Count(c => c.Started <= _last && !(c.Concluded?.On <= _last)));
        Rows("consultation/household-types", cases.Where(c => c.Started <= _last && !(c.Concluded?.On < _first))
            .Select(c => (Enum)(c.Types.LastOrDefault(type => type.On <= _last)?.Type ?? HouseholdType.Other)));
        var (all, without) = (cases.Count(c => c.Received is { } day && InYear(day)), cases.Count(c => c.Received is { } day && InYear(day) && !(c.Planned <= _last)));
        Set("consultation/without-plan", without);
        Set("consultation/plan-share", all == 0 ? 0 : Math.Round(100m * (all - without) / all, 1, MidpointRounding.AwayFromZero));
    }

    private void OutreachAndParticipation()
    {
        Rows("outreach/targets-identified", Year<TargetEvent.Identified>(e => e.On).Select(e => (Enum)e.Source));
        Set("outreach/plans-created", Year<TargetEvent.PlanCreated>(e => e.On).Count);
        Rows("outreach/contacts-by-method", Year<TargetEvent.Contacted>(e => e.On).Select(e => (Enum)e.Method));
        Set("outreach/contacts-answered", Year<TargetEvent.Contacted>(e => e.On).Count(e => e.Met));
        Set("outreach/connected-to-consultation", Year<TargetEvent.ConnectedToConsultation>(e => e.On).Count);
        Rows("outreach/ended", Year<TargetEvent.Ended>(e => e.On).Select(e => (Enum)e.Reason));

        Set("participation/plans-created", Year<ParticipationCaseEvent.PlanCreated>(e => e.On).Count);
        Set("participation/matches", Year<ParticipationCaseEvent.Matched>(e => e.On).Count);
        Set("participation/placements-started", Year<ParticipationCaseEvent.PlacementStarted>(e => e.On).Count);
        Rows("participation/placements-ended", Year<ParticipationCaseEvent.PlacementEnded>(e => e.On).Select(e => (Enum)e.Reason));
        Set("participation/agencies-joined", Year<AgencyEvent.Joined>(e => e.On).Count);
        Set("participation/agencies", All<AgencyEvent.Joined>().Count(of => of.Data.On <= _last && !All<AgencyEvent.Left>().Any(left => left.Entry.Stream == of.Entry.Stream && left.Data.On <= _last)));
        Rows("participation/resources-registered", Year<ResourceEvent.Registered>(e => e.On).Select(e => (Enum)e.Kind));
        Rows("participation/exit-places-created", Year<ResourceEvent.ExitPlaceCreated>(e => e.On).Select(e => (Enum)e.Kind));
        Rows("participation/resources", All<ResourceEvent.Registered>().Select(of => (of.Entry, of.Data.On, of.Data.Kind))
            .Concat(All<ResourceEvent.ExitPlaceCreated>().Select(of => (of.Entry, of.Data.On, of.Data.Kind)))
            .Where(of => of.On <= _last && !All<ResourceEvent.Withdrawn>().Any(gone => gone.Entry.Stream == of.Entry.Stream && gone.Data.On <= _last)).Select(of => (Enum)of.Kind));
        foreach (var (entry, met) in All<ExchangeMeetingEvent.Held>().Where(of => InYear(of.Data.On)))
        {
            Add("participation/exchange-meetings", 1);
            foreach (var field in met.Participants)
            {
                Add($"participation/exchange-participants/{entry.Stream.Split('/')[1]}.{JsonNamingPolicy.CamelCase.ConvertName(field.Field.ToString())}", field.Count);
                Add("participation/exchange-participants", field.Count);
                Add($"participation/exchange-attendances/{entry.Stream.Split('/')[1]}", field.Count);
                Add("participation/exchange-attendances", field.Count);
            }
        }
    }

    private void CommunityBuilding()
    {
        var sessions = All<ProjectEvent.SessionHeld>().Where(of => InYear(of.Data.On)).ToList();
        Set("community-building/projects", sessions.Select(of => of.Entry.Stream).Distinct().Count());
        foreach (var (entry, held) in sessions)
        {
            Add($"community-building/project-sessions/{entry.Stream.Split('/')[1]}", 1);
            Add("community-building/project-sessions", 1);
            Add($"community-building/project-attendances/{entry.Stream.Split('/')[1]}", held.Attendances);
            Add("community-building/project-attendances", held.Attendances);
        }
        Set("community-building/bases-opened", Year<ActivityBaseEvent.Opened>(e => e.On).Count);
        Set("community-building/bases", All<ActivityBaseEvent.Opened>().Count(of => of.Data.On <= _last && !All<ActivityBaseEvent.Closed>().Any(gone => gone.Entry.Stream == of.Entry.Stream && gone.Data.On <= _last)));
        Set("collaboration/briefings", Year<CollaborationEvent.BriefingHeld>(e => e.On).Count);
        Rows("collaboration/councils-met", Year<CollaborationEvent.CouncilMet>(e => e.On).Select(e => (Enum)e.Council));
    }

    private void Tallies()
    {
        foreach (var measure in All<FieldMeasureEvent.Registered>())
        {
            var periods = All<FieldMeasureEvent.Tallied>().Where(of => of.Entry.Stream == measure.Entry.Stream && InYear(of.Data.To))
                .GroupBy(of => of.Data.To).OrderBy(period => period.Key)
                .Select(period => period.GroupBy(of => of.Entry.Source).Select(sent => sent.MaxBy(of => of.Entry.Place)).MaxBy(of => of.Entry.Recorded).Data.Value).ToList();
            if (periods.Count > 0)
            {
                Set($"collaboration/field-tallies/{measure.Entry.Stream.Split('/')[1]}", measure.Data.Kind == MeasureKind.Flow ? periods.Sum() : periods[^1]);
            }
        }
    }
}
