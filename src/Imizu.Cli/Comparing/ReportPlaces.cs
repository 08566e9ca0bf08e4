using Imizu.Contracts.Reports;

namespace Imizu.Cli.Comparing;

/// <summary>All that a report says, place by place.</summary>
internal static class ReportPlaces
{
    public static FigureList Of(AnnualReport report)
    {
        var list = new FigureList()
            .Add("表題", report.Title)
            .Add("年度", report.Era)
            .Add("年度の始まり", $"{report.StartsOn:O}")
            .Add("年度の終わり", $"{report.EndsOn:O}");

        Section(list, report.Consultation.Heading, report.Consultation.Indicators);
        Consultation(list, report.Consultation);
        Section(list, report.Outreach.Heading, report.Outreach.Indicators);
        Section(list, report.Participation.Heading, report.Participation.Indicators);
        foreach (var met in report.Participation.ExchangeMeetings)
        {
            Exchange(list, met);
        }
        Section(list, report.CommunityBuilding.Heading, report.CommunityBuilding.Indicators);
        Projects(list, report.CommunityBuilding);
        Section(list, report.Collaboration.Heading, []);
        Collaboration(list, report.Collaboration);
        return list;
    }

    private static void Section(FigureList list, SectionHeading heading, IEnumerable<IndicatorRow> indicators)
    {
        list.Add($"{heading.Number} 名称", heading.Name).Add($"{heading.Number} 方針", heading.Policy).Add($"{heading.Number} 目標", heading.Goal);
        foreach (var row in indicators)
        {
            list.Add($"{row.Name}／実績", row.Result).Add($"{row.Name}／計画", row.Plan)
                .Add($"{row.Name}／単位", row.Unit).Add($"{row.Name}／評価", row.Evaluation);
        }
    }

    private static void Consultation(FigureList list, ConsultationSection section)
    {
        list.AddRows("支援の状況", Pairs(section.SupportStatus)).Add("支援の状況／注記", section.WithoutPlanNote)
            .Add("支援プランの変更件数", section.PlanRevisions);
        Table(list, "世帯の類型", section.HouseholdTypes);
        foreach (var row in section.Conferences)
        {
            list.Add($"会議／{row.Name}／目的", row.Purpose).Add($"会議／{row.Name}／本人同意", row.Consent).Add($"会議／{row.Name}／開催回数", row.Held);
        }
        list.AddOrder("会議", section.Conferences.Select(row => row.Name));
        foreach (var (outline, n) in section.CaseOutlines.Select((outline, n) => (outline, n)))
        {
            list.Add($"支援事例の概要／{n + 1}", outline);
        }
        foreach (var column in section.Partners)
        {
            list.AddRows($"支援連携先／{column.Name}", Pairs(column.Rows));
        }
        list.AddOrder("支援連携先", section.Partners.Select(column => column.Name));
        Table(list, "相談方法", section.ContactMethods);
        Table(list, "相談内容", section.ContactTopics);
    }

    private static void Exchange(FigureList list, ExchangeMeeting met)
    {
        list.Add("交流会／名称", met.Name).Add("交流会／目的", met.Purpose).Add("交流会／開催日", $"{met.HeldOn:O}")
            .Add("交流会／時刻", $"{met.From:HH:mm}～{met.To:HH:mm}").Add("交流会／会場", met.Venue).Add("交流会／内容", met.Content);
        Table(list, "交流会／参加者", met.Participants);
    }

    private static void Projects(FigureList list, CommunityBuildingSection section)
    {
        foreach (var (row, n) in section.CommissionedProjects.Select((row, n) => (row, n + 1)))
        {
            list.Add($"委託事業 {n}／委託先", row.Contractor).Add($"委託事業 {n}／事業名", row.Project).Add($"委託事業 {n}／内容", row.Content)
                .Add($"委託事業 {n}／回数", row.Sessions).Add($"委託事業 {n}／延べ人数", row.Attendances).Add($"委託事業 {n}／数え方", row.AttendanceWord);
        }
        foreach (var improved in section.WorkingEnvironments)
        {
            list.Add("活動環境整備／名称", improved.Name).Add("活動環境整備／内容", improved.Content);
        }
    }

    private static void Collaboration(FigureList list, CollaborationSection section)
    {
        foreach (var (item, n) in section.Items.Select((item, n) => (item, n)))
        {
            list.Add($"連携体制／{n + 1}", item);
        }
        Fields(list, "各分野の相談", section.FieldConsultations);
        Fields(list, "各分野の地域づくり", section.FieldCommunityBuilding);
        Fields(list, "関連事業", section.RelatedProjects);
    }

    private static void Fields(FigureList list, string where, IReadOnlyList<FieldFigure> rows)
    {
        foreach (var row in rows)
        {
            list.Add($"{where}／{row.Programme}／{row.Measure}", row.Result).Add($"{where}／{row.Programme}／{row.Measure}／単位", row.Unit);
        }
        list.AddOrder(where, rows.Select(row => row.Measure));
    }

    private static void Table(FigureList list, string where, CountTable table) =>
        list.AddRows(where, Pairs(table.Rows)).Add($"{where}／計", table.Total);

    private static IEnumerable<KeyValuePair<string, int>> Pairs(IEnumerable<CountRow> rows) =>
        rows.Select(row => KeyValuePair.Create(row.Name, row.Count));
}
