using Imizu.Contracts;
using Imizu.Contracts.Reports;

namespace Imizu.Operations.Reiwa6;

/// <summary>The printed figures in the form of a report: what the services have to come to. Made of the printed source alone, of no figure's declaration.</summary>
public static class PrintedReport
{
    /// <summary>The source names figures by words, not by keys.</summary>
    private const string NoKey = "";

    public static AnnualReport Of(Figures figures) => new(
        FiscalYear.Of(figures.FiscalYear.StartsOn).Year, figures.FiscalYear.Era, figures.FiscalYear.StartsOn, figures.FiscalYear.EndsOn, Form: "printed", figures.Title, AsOf: null,
        [Consultation(figures.Sections.Consultation), Outreach(figures.Sections.Outreach), Participation(figures.Sections.Participation),
            CommunityBuilding(figures.Sections.CommunityBuilding), Collaboration(figures.Sections.Collaboration)],
        Sources: []);

    private static ReportSection Consultation(PrintedConsultation printed) => new("consultation", printed.Number, printed.Name, printed.Policy, printed.Goal,
    [
        Indicators(printed.Indicators),
        Counts("支援の状況", printed.SupportStatus, "件") with { Notes = [new ReportRow(printed.WithoutPlanNote, [], null, null, [])] },
        Counts("世帯の類型", printed.HouseholdTypes, "世帯"),
        Block("会議", BlockStyle.Sentences, [.. printed.Conferences.Select(row =>
            new ReportRow(row.Name, [new(NoKey, row.Held, "回", "開催")], null, $"本人同意 {row.Consent}", [new("目的", row.Purpose)]))]),
        Block("支援事例の概要", BlockStyle.Numbered) with { Texts = [.. printed.CaseOutlines.Select(outline => new NamedText(null, outline))] },
        .. printed.Partners.Select(column => Counts($"支援連携先（{column.Key}）", column.Value, "件")),
        Counts("相談方法", printed.ContactMethods, "件"),
        Counts("相談内容", printed.ContactTopics, "件"),
    ]);

    private static ReportSection Outreach(PrintedSection printed) =>
        new("outreach", printed.Number, printed.Name, printed.Policy, printed.Goal, [Indicators(printed.Indicators)]);

    private static ReportSection Participation(PrintedParticipation printed)
    {
        var met = printed.PlatformExchange;
        return new ReportSection("participation", printed.Number, printed.Name, printed.Policy, printed.Goal,
        [
            Indicators(printed.Indicators),
            Counts(met.Name, met.Participants, "人") with
            {
                Texts = [new("目的", met.Purpose), new("日時", $"{met.HeldOn.Year}年{met.HeldOn.Month}月{met.HeldOn.Day}日 {met.From:HH:mm}～{met.To:HH:mm}"), new("会場", met.Venue), new("内容", met.Content)],
            },
        ]);
    }

    private static ReportSection CommunityBuilding(PrintedCommunityBuilding printed) => new("community-building", printed.Number, printed.Name, printed.Policy, printed.Goal,
    [
        Indicators(printed.Indicators),
        .. printed.CommissionedProjects.Select(row => Block($"{row.Project}（{row.Contractor}）", BlockStyle.Sentences,
            new ReportRow("", [new(NoKey, row.Sessions, "回", "開催"), new(NoKey, row.Attendances, "人", $"延べ{row.AttendanceWord}人数")], null, null, [])) with { Texts = [new(null, row.Content)] }),
        Block(printed.WelfareCommissioners.Name, BlockStyle.Counts) with { Texts = [new(null, printed.WelfareCommissioners.Content)] },
    ]);

    private static ReportSection Collaboration(PrintedCollaboration printed) => new("collaboration", printed.Number, printed.Name, Policy: null, Goal: null,
    [
        Block("取組", BlockStyle.Counts) with { Texts = [.. printed.Items.Select(item => new NamedText(null, item))] },
        Fields("各分野の相談支援", printed.Tables[0]),
        Fields("各分野の地域づくり", printed.Tables[1]),
        Fields("関連事業", printed.Tables[2]),
    ]);

    private static ReportBlock Indicators(IEnumerable<PrintedIndicator> rows) => Block("指標", BlockStyle.Indicators,
        [.. rows.Select(row => new ReportRow(row.Name, [new(NoKey, row.Result, row.Unit, Target: row.Plan, Evaluation: row.Evaluation)], null, null, []))]);

    private static ReportBlock Counts(string heading, IEnumerable<KeyValuePair<string, int>> rows, string unit) => Block(heading, BlockStyle.Counts,
        [.. rows.Select(row => new ReportRow(row.Key, [new(NoKey, row.Value, unit)], null, null, []))]);

    private static ReportBlock Fields(string heading, IEnumerable<PrintedProgramme> rows) => Block(heading, BlockStyle.Fields,
        [.. rows.Select(row => new ReportRow(row.Measure, [new(NoKey, row.Result, row.Unit)], row.Programme, null, []))]);

    private static ReportBlock Block(string heading, BlockStyle style, params ReportRow[] rows) => new(heading, heading, style, Caption: null, Texts: [], rows, Notes: []);
}
