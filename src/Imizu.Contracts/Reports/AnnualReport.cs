namespace Imizu.Contracts.Reports;

/// <summary>
/// The yearly cross-cutting report (重層的支援体制整備事業の実施状況), in the order and the words in which it is printed.
/// Counts are whole numbers in the unit of their heading; 評価 is 〇 where the result reaches the target, △ where it does not.
/// </summary>
/// <param name="FiscalYear">The year that it begins in.</param>
/// <param name="Era">The year in the words of its era.</param>
/// <param name="StartsOn">The year's first day.</param>
/// <param name="EndsOn">The year's last day.</param>
/// <param name="Title">As printed.</param>
/// <param name="AsOf">The moment whose records it is told from, by today's rules; null for now.</param>
/// <param name="Consultation">Section (1).</param>
/// <param name="Outreach">Section (2).</param>
/// <param name="Participation">Section (3).</param>
/// <param name="CommunityBuilding">Section (4).</param>
/// <param name="Collaboration">Section (5).</param>
/// <param name="Sources">
/// Up to where each source's events had been taken in when the report was told, also when it is told as of an earlier moment: what had been recorded
/// by then and is beyond that is missing.
/// </param>
public sealed record AnnualReport(
    int FiscalYear, string Era, DateOnly StartsOn, DateOnly EndsOn, string Title, DateTimeOffset? AsOf,
    ConsultationSection Consultation, OutreachSection Outreach, ParticipationSection Participation,
    CommunityBuildingSection CommunityBuilding, CollaborationSection Collaboration, IReadOnlyList<SourcePosition> Sources);

/// <summary>Where a source's events are counted in up to.</summary>
public sealed record SourcePosition(string Source, long Position);

/// <summary>A section's heading: its number, its name, its policy (方針) and its goal (目標).</summary>
public sealed record SectionHeading(string Number, string Name, string? Policy, string? Goal);

/// <summary>One figure beside its target.</summary>
/// <param name="Name">The indicator, as printed.</param>
/// <param name="Result">What was counted.</param>
/// <param name="Plan">The year's target; null where none is set.</param>
/// <param name="Unit">The unit that it is counted in.</param>
/// <param name="Evaluation">〇 or △; － where no target is set.</param>
public sealed record IndicatorRow(string Name, int Result, int? Plan, string Unit, string Evaluation);

/// <summary>A row of a table: what is counted, and how many.</summary>
public sealed record CountRow(string Name, int Count);

/// <summary>A table that is printed with its total.</summary>
public sealed record CountTable(IReadOnlyList<CountRow> Rows, int Total);

/// <summary>(1) 包括的相談支援事業.</summary>
public sealed record ConsultationSection(
    SectionHeading Heading, IReadOnlyList<IndicatorRow> Indicators, IReadOnlyList<CountRow> SupportStatus, string? WithoutPlanNote,
    int PlanRevisions, CountTable HouseholdTypes, IReadOnlyList<ConferenceRow> Conferences, IReadOnlyList<string> CaseOutlines,
    IReadOnlyList<PartnerColumn> Partners, CountTable ContactMethods, CountTable ContactTopics);

/// <summary>A kind of conference; <paramref name="Consent"/> is あり or なし.</summary>
public sealed record ConferenceRow(string Name, string? Purpose, string Consent, int Held);

/// <summary>The partners of one group, in the order of the register; those engaged in no case are not printed.</summary>
public sealed record PartnerColumn(string Name, IReadOnlyList<CountRow> Rows);

/// <summary>(2) アウトリーチ等を通じた継続的支援事業.</summary>
public sealed record OutreachSection(SectionHeading Heading, IReadOnlyList<IndicatorRow> Indicators);

/// <summary>(3) 参加支援事業.</summary>
public sealed record ParticipationSection(
    SectionHeading Heading, IReadOnlyList<IndicatorRow> Indicators, IReadOnlyList<ExchangeMeeting> ExchangeMeetings);

/// <summary>An exchange meeting (プラットフォーム交流会) of the year.</summary>
public sealed record ExchangeMeeting(
    string Name, string Purpose, DateOnly HeldOn, TimeOnly From, TimeOnly To, string Venue, string Content, CountTable Participants);

/// <summary>(4) 地域づくり事業.</summary>
public sealed record CommunityBuildingSection(
    SectionHeading Heading, IReadOnlyList<IndicatorRow> Indicators, IReadOnlyList<CommissionedProject> CommissionedProjects,
    IReadOnlyList<WorkingEnvironment> WorkingEnvironments);

/// <summary>A project with at least one session in the year; <paramref name="AttendanceWord"/> is 参加 or 利用.</summary>
public sealed record CommissionedProject(
    string Contractor, string Project, string Content, int Sessions, int Attendances, string AttendanceWord);

/// <summary>An improvement of the conditions that helpers work in (活動環境整備).</summary>
public sealed record WorkingEnvironment(string Name, string Content);

/// <summary>(5) 連携体制の構築等.</summary>
public sealed record CollaborationSection(
    SectionHeading Heading, IReadOnlyList<string> Items, IReadOnlyList<FieldFigure> FieldConsultations,
    IReadOnlyList<FieldFigure> FieldCommunityBuilding, IReadOnlyList<FieldFigure> RelatedProjects);

/// <summary>A field programme's figure in its unit: a sum over the year for a flow, the latest for a stock or a ratio.</summary>
public sealed record FieldFigure(string Programme, string Measure, decimal Result, string Unit);
