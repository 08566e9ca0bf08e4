using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Reports;

namespace Imizu.EndToEnd.Tests.Counting;

/// <summary>Counts a year of a city by the sentences of the design, knowing nothing of events, facts or SQL.</summary>
internal sealed class HandCount(City city, int year)
{
    private readonly DateOnly _first = new(year, 4, 1), _last = new(year + 1, 3, 31);

    private bool InYear(DateOnly? day) => day >= _first && day <= _last;

    private bool ByItsEnd(DateOnly? day) => day <= _last;

    private bool BeforeIt(DateOnly? day) => day < _first;

    /// <summary>Every figure, by its place.</summary>
    public SortedDictionary<string, string> Figures()
    {
        var figures = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Indicator(Imizu.Contracts.Reports.Indicator.CasesReceived, city.Cases.Count(c => InYear(c.Received)));
        Indicator(Imizu.Contracts.Reports.Indicator.PlansCreated, city.Cases.Count(c => InYear(c.Planned)));
        Indicator(Imizu.Contracts.Reports.Indicator.IndividualSupportConferences, city.Conferences.Count(c => InYear(c.On) && c.Kind == ConferenceKind.IndividualSupport));
        Indicator(Imizu.Contracts.Reports.Indicator.SupportConferences, city.Conferences.Count(c => InYear(c.On) && c.Kind == ConferenceKind.SupportConference));
        Indicator(Imizu.Contracts.Reports.Indicator.TargetsIdentified, city.Targets.Count(t => InYear(t.Identified)));
        Indicator(Imizu.Contracts.Reports.Indicator.OutreachPlans, city.Targets.Count(t => InYear(t.Planned)));
        Indicator(Imizu.Contracts.Reports.Indicator.ParticipationPlans, city.ParticipationPlans.Count(p => InYear(p)));
        Indicator(Imizu.Contracts.Reports.Indicator.CommissionedProjects, city.Projects.Count(p => p.Sessions.Any(s => InYear(s.On))));

        var brought = city.Cases.Count(c => BeforeIt(c.Started) && !BeforeIt(c.Concluded));
        if (brought > 0)
        {
            figures["前年度からの継続"] = $"{brought}";
        }
        figures["支援開始"] = $"{city.Cases.Count(c => InYear(c.Started))}";
        figures["支援終結"] = $"{city.Cases.Count(c => InYear(c.Concluded))}";
        figures["支援継続中"] = $"{city.Cases.Count(c => ByItsEnd(c.Started) && !ByItsEnd(c.Concluded))}";
        figures["年度中に支援プランの作成に至らなかった相談事例"] = $"{city.Cases.Count(c => InYear(c.Received) && !ByItsEnd(c.Planned))}";
        figures["プランの変更"] = $"{city.Cases.Sum(c => c.Revisions.Count(r => InYear(r)))}";

        var inSupport = city.Cases.Where(c => ByItsEnd(c.Started) && !BeforeIt(c.Concluded)).ToList();
        foreach (var type in Enum.GetValues<HouseholdType>())
        {
            figures[$"世帯 {type.Word()}"] = $"{inSupport.Count(c => c.Households.Where(h => ByItsEnd(h.On)).OrderBy(h => h.On).Last().Type == type)}";
        }
        var contacts = city.Cases.SelectMany(c => c.Contacts).Where(c => InYear(c.On)).ToList();
        foreach (var method in Enum.GetValues<ContactMethod>())
        {
            figures[$"方法 {method.Word()}"] = $"{contacts.Count(c => c.Method == method)}";
        }
        foreach (var topic in Enum.GetValues<ContactTopic>())
        {
            figures[$"内容 {topic.Word()}"] = $"{contacts.Sum(c => c.Topics.Count(t => t == topic))}";
        }
        foreach (var partner in city.Cases.SelectMany(c => c.Partners.Where(p => InYear(p.On)).Select(p => p.Partner).Distinct()).GroupBy(name => name))
        {
            figures[$"連携先 {partner.Key}"] = $"{partner.Count()}";
        }
        foreach (var (name, sessions) in city.Projects)
        {
            if (sessions.Where(s => InYear(s.On)).ToList() is { Count: > 0 } held)
            {
                figures[$"事業 {name}"] = $"{held.Count}回 {held.Sum(s => s.Attendances)}人";
            }
        }
        foreach (var (name, kind, sent) in city.Measures)
        {
            var standing = sent.Where(t => InYear(t.To)).GroupBy(t => t.To).Select(period => period.Last()).OrderBy(t => t.To).ToList();
            if (standing.Count > 0)
            {
                figures[$"分野 {name}"] = $"{(kind == MeasureKind.Flow ? standing.Sum(t => t.Value) : standing[^1].Value):0.###}";
            }
        }
        return figures;

        void Indicator(Indicator indicator, int result)
        {
            var target = city.Plans.TryGetValue((year, indicator), out var set) ? set : (int?)null;
            figures[$"指標 {indicator.Word()}"] = $"{result}/{target} {(target is null ? "－" : result >= target ? "〇" : "△")}";
        }
    }

    /// <summary>The same places of a report.</summary>
    public static SortedDictionary<string, string> Of(AnnualReport report)
    {
        var figures = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["プランの変更"] = $"{report.Value("consultation/plans-revised"):0.###}" };
        foreach (var block in report.Sections.SelectMany(section => section.Blocks))
        {
            foreach (var row in block.Rows.Where(row => row.Label is not ("計" or "合計")))
            {
                if (Place(block, row) is { } place)
                {
                    figures[place] = block.Style == BlockStyle.Indicators ? $"{row.Cells[0].Value:0.###}/{row.Cells[0].Target:0.###} {row.Cells[0].Evaluation}"
                        : block.Style == BlockStyle.Sentences ? $"{row.Cells[0].Value:0.###}回 {row.Cells[1].Value:0.###}人"
                        : $"{row.Cells[0].Value:0.###}";
                }
            }
        }
        return figures;
    }

    private static string? Place(ReportBlock block, ReportRow row) => block.Key switch
    {
        "indicators" => $"指標 {row.Label}",
        "support-status" => row.Label,
        "household-types" => $"世帯 {row.Label}",
        "contact-methods" => $"方法 {row.Label}",
        "contact-topics" => $"内容 {row.Label}",
        "city-offices" or "agencies" or "public-bodies" => $"連携先 {row.Label}",
        ['p', 'r', 'o', 'j', 'e', 'c', 't', '-', ..] => $"事業 {block.Heading[..block.Heading.IndexOf('（')]}",
        _ => block.Style == BlockStyle.Fields ? $"分野 {row.Label}" : null,
    };
}
