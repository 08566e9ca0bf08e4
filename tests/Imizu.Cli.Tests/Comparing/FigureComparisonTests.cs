using Imizu.Cli.Comparing;
using Imizu.Contracts.Reports;
using Imizu.Operations.Reiwa6;
using Xunit;

namespace Imizu.Cli.Tests.Comparing;

public sealed class FigureComparisonTests
{
    private static readonly Figures Printed = Figures.Read();
    private static readonly AnnualReport Report = PrintedReport.Of(Printed);

    /// <summary>One change to a report, and the place at which it has to be noticed.</summary>
    public static TheoryData<string, Func<AnnualReport, AnnualReport>> Changes => new()
    {
        { "表題", r => r with { Title = "別の表題" } },
        { "(1) 方針", r => Heading(r, h => h with { Policy = null }) },
        { "(1) 目標", r => Heading(r, h => h with { Goal = "別の目標" }) },
        { "支援プランの作成件数／実績", r => Indicator(r, row => row with { Result = 18 }) },
        { "支援プランの作成件数／計画", r => Indicator(r, row => row with { Plan = null }) },
        { "支援プランの作成件数／単位", r => Indicator(r, row => row with { Unit = "回" }) },
        { "支援プランの作成件数／評価", r => Indicator(r, row => row with { Evaluation = "△" }) },
        { "新規プラン作成件数／実績", r => r with { Outreach = r.Outreach with { Indicators = At(r.Outreach.Indicators, 1, row => row with { Result = 1 }) } } },
        { "参加支援のプラン作成件数／実績", r => r with { Participation = r.Participation with { Indicators = At(r.Participation.Indicators, 0, row => row with { Result = 1 }) } } },
        { "支援の状況／支援継続中", r => Consultation(r, c => c with { SupportStatus = At(c.SupportStatus, 2, row => row with { Count = 15 }) }) },
        { "支援の状況／前年度からの継続", r => Consultation(r, c => c with { SupportStatus = [.. c.SupportStatus, new CountRow("前年度からの継続", 1)] }) },
        { "支援の状況／注記", r => Consultation(r, c => c with { WithoutPlanNote = null }) },
        { "支援プランの変更件数", r => Consultation(r, c => c with { PlanRevisions = 1 }) },
        { "世帯の類型／単身世帯", r => Consultation(r, c => c with { HouseholdTypes = Table(c.HouseholdTypes, 3) }) },
        { "世帯の類型／計", r => Consultation(r, c => c with { HouseholdTypes = c.HouseholdTypes with { Total = 20 } }) },
        { "会議／支援会議／開催回数", r => Consultation(r, c => c with { Conferences = At(c.Conferences, 1, row => row with { Held = 5 }) }) },
        { "会議／支援会議／目的", r => Consultation(r, c => c with { Conferences = At(c.Conferences, 1, row => row with { Purpose = "" }) }) },
        { "会議／支援会議／本人同意", r => Consultation(r, c => c with { Conferences = At(c.Conferences, 1, row => row with { Consent = "あり" }) }) },
        { "支援事例の概要／6", r => Consultation(r, c => c with { CaseOutlines = [.. c.CaseOutlines.SkipLast(1)] }) },
        { "支援連携先／関係機関／医療機関", r => Consultation(r, c => c with { Partners = At(c.Partners, 1, g => g with { Rows = At(g.Rows, 0, row => row with { Count = 12 }) }) }) },
        { "支援連携先／庁内／行の順", r => Consultation(r, c => c with { Partners = At(c.Partners, 0, g => g with { Rows = [.. g.Rows.Reverse()] }) }) },
        { "相談方法／電話", r => Consultation(r, c => c with { ContactMethods = Table(c.ContactMethods, 0) }) },
        { "相談内容／DV・虐待", r => Consultation(r, c => c with { ContactTopics = Table(c.ContactTopics, 8) }) },
        { "相談内容／計", r => Consultation(r, c => c with { ContactTopics = c.ContactTopics with { Total = 1694 } }) },
        { "交流会／会場", r => Meeting(r, m => m with { Venue = "市役所" }) },
        { "交流会／開催日", r => Meeting(r, m => m with { HeldOn = m.HeldOn.AddDays(1) }) },
        { "交流会／時刻", r => Meeting(r, m => m with { To = m.To.AddMinutes(1) }) },
        { "交流会／参加者／行政", r => Meeting(r, m => m with { Participants = Table(m.Participants, 4) }) },
        { "委託事業 2／延べ人数", r => Community(r, c => c with { CommissionedProjects = At(c.CommissionedProjects, 1, p => p with { Attendances = 84 }) }) },
        { "委託事業 1／回数", r => Community(r, c => c with { CommissionedProjects = At(c.CommissionedProjects, 0, p => p with { Sessions = 7 }) }) },
        { "委託事業 1／数え方", r => Community(r, c => c with { CommissionedProjects = At(c.CommissionedProjects, 0, p => p with { AttendanceWord = "利用" }) }) },
        { "活動環境整備／内容", r => Community(r, c => c with { WorkingEnvironments = [] }) },
        { "連携体制／2", r => r with { Collaboration = r.Collaboration with { Items = [.. r.Collaboration.Items.Take(1)] } } },
        { "各分野の相談／障がい者相談支援事業／延べ相談回数", r => r with { Collaboration = r.Collaboration with { FieldConsultations = At(r.Collaboration.FieldConsultations, 1, f => f with { Result = 6037 }) } } },
        { "各分野の地域づくり／地域介護予防活動支援事業／100歳体操参加率", r => r with { Collaboration = r.Collaboration with { FieldCommunityBuilding = At(r.Collaboration.FieldCommunityBuilding, 1, f => f with { Result = 10.3m }) } } },
        { "関連事業／ひきこもりサポート事業／すてっぷカフェ利用者延べ人数／単位", r => r with { Collaboration = r.Collaboration with { RelatedProjects = At(r.Collaboration.RelatedProjects, 0, f => f with { Unit = "件" }) } } },
    };

    [Fact]
    public void The_printed_report_matches_itself_in_full()
    {
        var comparison = FigureComparison.Of(Printed, Report);

        Assert.True(comparison.AllMatch);
        Assert.Equal($"{comparison.Figures} of {comparison.Figures} figures match", comparison.Summary);
        Assert.InRange(comparison.Figures, 170, 250);
    }

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void Any_change_is_noticed_at_its_place(string where, Func<AnnualReport, AnnualReport> change)
    {
        var comparison = FigureComparison.Of(Printed, change(Report));

        Assert.Contains(comparison.Differences, difference => difference.Where == where);
        Assert.False(comparison.AllMatch);
        Assert.StartsWith($"{comparison.Figures - comparison.Differences.Count} of ", comparison.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_says_what_was_expected_and_what_came()
    {
        var difference = Assert.Single(FigureComparison.Of(Printed, Indicator(Report, row => row with { Result = 18 })).Differences);

        Assert.Equal("支援プランの作成件数／実績: expected 19, got 18", difference.ToString());
    }

    private static AnnualReport Consultation(AnnualReport r, Func<ConsultationSection, ConsultationSection> change) =>
        r with { Consultation = change(r.Consultation) };

    private static AnnualReport Heading(AnnualReport r, Func<SectionHeading, SectionHeading> change) =>
        Consultation(r, c => c with { Heading = change(c.Heading) });

    private static AnnualReport Indicator(AnnualReport r, Func<IndicatorRow, IndicatorRow> change) =>
        Consultation(r, c => c with { Indicators = At(c.Indicators, 1, change) });

    private static AnnualReport Meeting(AnnualReport r, Func<ExchangeMeeting, ExchangeMeeting> change) =>
        r with { Participation = r.Participation with { ExchangeMeetings = At(r.Participation.ExchangeMeetings, 0, change) } };

    private static AnnualReport Community(AnnualReport r, Func<CommunityBuildingSection, CommunityBuildingSection> change) =>
        r with { CommunityBuilding = change(r.CommunityBuilding) };

    /// <summary>One more in one row; the total as it was.</summary>
    private static CountTable Table(CountTable table, int row) => table with { Rows = At(table.Rows, row, r => r with { Count = r.Count + 1 }) };

    private static IReadOnlyList<T> At<T>(IReadOnlyList<T> rows, int row, Func<T, T> change) =>
        [.. rows.Select((value, n) => n == row ? change(value) : value)];
}
