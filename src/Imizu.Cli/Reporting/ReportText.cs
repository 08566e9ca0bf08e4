using System.Globalization;
using Imizu.Contracts.Reports;

namespace Imizu.Cli.Reporting;

/// <summary>A report as text, in the order and with the headings of the printed one.</summary>
public static class ReportText
{
    private const string Indent = "  ";

    public static string Of(AnnualReport report)
    {
        IEnumerable<string> lines =
        [
            report.Title,
            $"（{Day(report.StartsOn)}～{Day(report.EndsOn)}）",
            .. report.AsOf is { } moment ? [$"（{moment:yyyy-MM-dd HH:mm:ss zzz} 時点の記録による）"] : Array.Empty<string>(),
            .. Section(report.Consultation.Heading, report.Consultation.Indicators, ConsultationText.Blocks(report.Consultation)),
            .. Section(report.Outreach.Heading, report.Outreach.Indicators, []),
            .. Section(report.Participation.Heading, report.Participation.Indicators, report.Participation.ExchangeMeetings.Select(Exchange)),
            .. Section(report.CommunityBuilding.Heading, report.CommunityBuilding.Indicators, CommunityBuilding(report.CommunityBuilding)),
            .. Section(report.Collaboration.Heading, [], Collaboration(report.Collaboration)),
        ];
        return string.Join(Environment.NewLine, lines) + Environment.NewLine;
    }

    private static IEnumerable<string> Section(SectionHeading heading, IReadOnlyList<IndicatorRow> indicators, IEnumerable<TextBlock> blocks)
    {
        IEnumerable<TextBlock> all = indicators.Count == 0 ? blocks : blocks.Prepend(Indicators(indicators));
        return
        [
            "",
            $"{heading.Number} {heading.Name}",
            .. heading.Policy is { } policy ? [$"{Indent}方針　{policy}"] : Array.Empty<string>(),
            .. heading.Goal is { } goal ? [$"{Indent}目標　{goal}"] : Array.Empty<string>(),
            .. all.Where(block => block.Lines.Count > 0).SelectMany(block =>
                block.Lines.Select(line => Indent + Indent + line).Prepend($"{Indent}【{block.Heading}】")),
        ];
    }

    private static TextBlock Indicators(IEnumerable<IndicatorRow> rows) => new("指標", [.. TextTable.Lines("lrrl", rows
        .Select(row => new[] { row.Name, $"{row.Result:N0}{row.Unit}", row.Plan is { } plan ? $"{plan:N0}{row.Unit}" : "－", row.Evaluation })
        .Prepend(["", "実績", "計画", "評価"]))]);

    private static TextBlock Exchange(ExchangeMeeting met) => new(met.Name,
    [
        $"目的　{met.Purpose}",
        $"日時　{Day(met.HeldOn)} {met.From:HH:mm}～{met.To:HH:mm}",
        $"会場　{met.Venue}",
        $"内容　{met.Content}",
        "参加者",
        .. TextBlock.Table(met.Participants, "計", "人").Select(line => Indent + line),
    ]);

    private static IEnumerable<TextBlock> CommunityBuilding(CommunityBuildingSection section) =>
    [
        .. section.CommissionedProjects.Select(row => new TextBlock($"{row.Project}（{row.Contractor}）",
            [row.Content, $"開催 {row.Sessions:N0}回　延べ{row.AttendanceWord}人数 {row.Attendances:N0}人"])),
        .. section.WorkingEnvironments.Select(improved => new TextBlock(improved.Name, [improved.Content])),
    ];

    private static IEnumerable<TextBlock> Collaboration(CollaborationSection section) =>
    [
        new("取組", section.Items),
        Fields("各分野の相談支援", section.FieldConsultations),
        Fields("各分野の地域づくり", section.FieldCommunityBuilding),
        Fields("関連事業", section.RelatedProjects),
    ];

    private static TextBlock Fields(string heading, IEnumerable<FieldFigure> rows) => new(heading, [.. TextTable.Lines("llrl",
        rows.Select(row => new[] { row.Programme, row.Measure, row.Result.ToString("#,0.####", CultureInfo.InvariantCulture), row.Unit }))]);

    private static string Day(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";
}
