using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Contracts.CommunityBuilding;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Outreach;
using Imizu.Contracts.Participation;
using Imizu.Contracts.Streams;
using Imizu.Web.Asking;

namespace Imizu.Web.Recording;

/// <summary>A kind of stream that staff record in: which service has it, what it is called, and what can be recorded. The one table of the recording pages.</summary>
/// <param name="Collection">The first part of its service's routes, and of the pages' addresses.</param>
/// <param name="Stream">The first part of its streams' names.</param>
/// <param name="Service">The service.</param>
/// <param name="Word">What staff call one of it.</param>
/// <param name="Read">The right to read it.</param>
/// <param name="Record">The right to record in it.</param>
/// <param name="Recordings">What can be recorded; a stream begins with one of those that begin.</param>
internal sealed record StreamKind(string Collection, string Stream, string Service, string Word, string Read, string Record, params IReadOnlyList<Recording> Recordings)
{
    /// <summary>All of them, in the order of the menu.</summary>
    public static IReadOnlyList<StreamKind> All { get; } =
    [
        new("cases", "case", "consultation", "相談", Right.ReadCases, Right.RecordCases,
            Recording.Of<CaseEvent.Received>("receipt", begins: true), Recording.Of<CaseEvent.ContactRecorded>("contacts"), Recording.Of<CaseEvent.HouseholdClassified>("household"),
            Recording.Of<CaseEvent.PartnerEngaged>("partners"), Recording.Of<CaseEvent.ConsentGiven>("consent"), Recording.Of<CaseEvent.ConsentWithdrawn>("consent-withdrawal"),
            Recording.Of<CaseEvent.PlanCreated>("plan"), Recording.Of<CaseEvent.PlanRevised>("plan-revisions"), Recording.Of<CaseEvent.SupportStarted>("support-start"),
            Recording.Of<CaseEvent.SupportConcluded>("support-conclusion"), Recording.Of<CaseEvent.ClosedWithoutPlan>("closing-without-plan"), Recording.Of<CaseEvent.OutlineWritten>("outline")) { Statuses = typeof(CaseStatus), TypeMember = MemberOf<CaseEvent.HouseholdClassified>("type") },
        new("conferences", "conference", "consultation", "会議", Right.ReadConferences, Right.RecordCases,
            Recording.Of<ConferenceEvent.IndividualSupportConferenceHeld>("holding", begins: true) with { Fixed = ("kind", "individualSupport") },
            Recording.Of<ConferenceEvent.SupportConferenceHeld>("holding", begins: true) with { Fixed = ("kind", "supportConference") }) { Kinds = typeof(ConferenceKind) },
        new("partners", "partner", "consultation", "支援連携先", Right.ReadCases, Right.RecordCases,
            Recording.Of<PartnerEvent.Registered>("registration", begins: true), Recording.Of<PartnerEvent.Withdrawn>("withdrawal")) { IsNamedByCode = true, Statuses = typeof(RegisterStatus), TypeMember = MemberOf<PartnerEvent.Registered>("group") },
        new("targets", "target", "outreach", "支援対象者", Right.ReadOutreach, Right.RecordOutreach,
            Recording.Of<TargetEvent.Identified>("identification", begins: true), Recording.Of<TargetEvent.Contacted>("contacts"), Recording.Of<TargetEvent.PlanCreated>("plan"),
            Recording.Of<TargetEvent.ConnectedToConsultation>("connection-to-consultation"), Recording.Of<TargetEvent.Ended>("ending")) { Statuses = typeof(TargetStatus), TypeMember = MemberOf<TargetEvent.Identified>("source") },
        new("participation-cases", "participation-case", "participation", "参加支援", Right.ReadParticipation, Right.RecordParticipation,
            Recording.Of<ParticipationCaseEvent.PlanCreated>("plan", begins: true), Recording.Of<ParticipationCaseEvent.Matched>("matches"),
            Recording.Of<ParticipationCaseEvent.PlacementStarted>("placement-start"), Recording.Of<ParticipationCaseEvent.PlacementEnded>("placement-end")) { Statuses = typeof(ParticipationStatus) },
        new("resources", "resource", "participation", "社会資源", Right.ReadParticipation, Right.RecordParticipation,
            Recording.Of<ResourceEvent.Registered>("registration", begins: true), Recording.Of<ResourceEvent.ExitPlaceCreated>("exit-place", begins: true), Recording.Of<ResourceEvent.Withdrawn>("withdrawal")) { Statuses = typeof(RegisterStatus), TypeMember = MemberOf<ResourceEvent.Registered>("kind") },
        new("agencies", "agency", "participation", "協力機関", Right.ReadParticipation, Right.RecordParticipation,
            Recording.Of<AgencyEvent.Joined>("joining", begins: true), Recording.Of<AgencyEvent.Left>("leaving")) { Statuses = typeof(RegisterStatus) },
        new("exchange-meetings", "exchange-meeting", "participation", "プラットフォーム交流会", Right.ReadParticipation, Right.RecordParticipation,
            Recording.Of<ExchangeMeetingEvent.Held>("holding", begins: true)),
        new("projects", "project", "community-building", "委託事業", Right.ReadCommunity, Right.RecordCommunity,
            Recording.Of<ProjectEvent.Commissioned>("commission", begins: true), Recording.Of<ProjectEvent.SessionHeld>("sessions")) { Statuses = typeof(RegisterStatus), Sheet = "/sheets/sessions" },
        new("bases", "base", "community-building", "活動拠点", Right.ReadCommunity, Right.RecordCommunity,
            Recording.Of<ActivityBaseEvent.Opened>("opening", begins: true), Recording.Of<ActivityBaseEvent.Closed>("closing")) { Statuses = typeof(RegisterStatus) },
        new("collaboration", "collaboration", "community-building", "周知と会議、環境整備", Right.ReadCommunity, Right.RecordCommunity,
            Recording.Of<CollaborationEvent.BriefingHeld>("briefings", begins: true), Recording.Of<CollaborationEvent.CouncilMet>("councils", begins: true),
            Recording.Of<CollaborationEvent.WorkingEnvironmentImproved>("working-environment", begins: true)),
        new("measures", "measure", "community-building", "各分野の項目", Right.ReadMeasures, Right.RegisterMeasures,
            Recording.Of<FieldMeasureEvent.Registered>("registration", begins: true), Recording.Of<FieldMeasureEvent.Tallied>("tallies") with { Right = Right.RecordTallies }) { IsNamedByCode = true, IsListed = false },
        new("fiscal-years", "fiscal-year", "projection", "年度の報告", Right.ReadReports, Right.PrepareReports,
            Recording.Of<FiscalYearEvent.TargetSet>("targets"), Recording.Of<FiscalYearEvent.EvaluationOverridden>("evaluations"), Recording.Of<FiscalYearEvent.CommentaryWritten>("commentary"),
            Recording.Of<FiscalYearEvent.CloseRequested>("closing/request") with { Fields = [] }, Recording.Of<FiscalYearEvent.YearClosed>("closing") with { Fields = [], Right = Right.CloseReports, IsFinal = true },
            Recording.Of<FiscalYearEvent.CorrectionRequested>("editions") with { Fields = ["reason", "revisesPlan"] },
            Recording.Of<FiscalYearEvent.YearCorrected>("editions/approval") with { Fields = [], Right = Right.CloseReports, IsFinal = true }) { IsOfYear = true, IsListed = false },
    ];

    /// <summary>What staff call what its service records.</summary>
    public string Area => ServiceWords.Logged[Service];

    /// <summary>Whether staff choose the last part of its address, a short code; else it is a UUID that nobody types.</summary>
    public bool IsNamedByCode { get; init; }

    /// <summary>Whether there is one for each fiscal year, which is its address, before anything is recorded in it.</summary>
    public bool IsOfYear { get; init; }

    /// <summary>Whether its service lists it.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>The codes of how one of it can stand; null where there is but one way.</summary>
    public Type? Statuses { get; init; }

    /// <summary>Whether a register of it that was kept in a table can be taken in.</summary>
    public bool IsTakenIn => Statuses is not null;

    /// <summary>The codes of the kinds of it, where no event has a member of them.</summary>
    public Type? Kinds { get; init; }

    /// <summary>The page on which a month of all of them is recorded at once; null where there is none.</summary>
    public string? Sheet { get; init; }

    /// <summary>The member of an event that says what kind of it one is.</summary>
    public (string Event, string Member)? TypeMember { get; init; }

    /// <summary>That of a collection; null where there is none.</summary>
    public static StreamKind? Find(string collection) => All.FirstOrDefault(kind => kind.Collection == collection);

    /// <summary>The kind of a stream, and the last part of its name; null where there is none.</summary>
    public static (StreamKind Kind, string Id)? OfStream(string name) =>
        name.Split('/') is [var first, var id] && All.FirstOrDefault(kind => kind.Stream == first) is { } kind ? (kind, id) : null;

    /// <summary>The path of one of its streams at its service.</summary>
    public string Path(string id) => $"/{Collection}/{Uri.EscapeDataString(id)}";

    /// <summary>The address of its page.</summary>
    public string Address(string id) => $"/records{Path(id)}";

    private static (string Event, string Member) MemberOf<TEvent>(string member) => (EventCatalog.NameOf(typeof(TEvent)), member);

    /// <summary>What is recorded by an event's type; null where it is none of this kind's.</summary>
    public Recording? Of(string type) => Recordings.FirstOrDefault(recording => recording.Type == type);
}

/// <summary>Something that can be recorded, with the event that it becomes.</summary>
/// <param name="What">The last part of the route that it is posted to.</param>
/// <param name="Type">The event's permanent name.</param>
/// <param name="Begins">Whether a stream may begin with it.</param>
internal sealed record Recording(string What, string Type, bool Begins)
{
    /// <summary>A member of the command that the event does not have.</summary>
    public (string Name, string Value)? Fixed { get; init; }

    /// <summary>The members that are filled in, where the service says the others; null for all. What is recorded so is never corrected.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>The right that it takes; null for that of its kind.</summary>
    public string? Right { get; init; }

    /// <summary>Whether it is never taken back.</summary>
    public bool IsFinal { get; init; }

    /// <summary>What it says.</summary>
    public EventSchema Schema => EventSchema.Of(Type)!;

    /// <summary>What is filled in.</summary>
    public IReadOnlyList<EventMember> Members => [.. Schema.Members.Where(member => Fields?.Contains(member.Name) is not false)];

    /// <summary>The last part of the form's address.</summary>
    public string Form => Fixed?.Value ?? What.Replace('/', '-');

    /// <summary>What becomes such an event.</summary>
    public static Recording Of<TEvent>(string what, bool begins = false) => new(what, EventCatalog.NameOf(typeof(TEvent)), begins);
}
