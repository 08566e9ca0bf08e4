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
        { "(1) 方針", r => Section(r, 0, s => s with { Policy = null }) },
        { "(1) 目標", r => Section(r, 0, s => s with { Goal = "別の目標" }) },
        { "(1) 指標／支援プランの作成件数", r => Cell(r, 0, "指標", 1, c => c with { Value = 18 }) },
        { "(1) 指標／支援プランの作成件数／計画", r => Cell(r, 0, "指標", 1, c => c with { Target = null }) },
        { "(1) 指標／支援プランの作成件数", r => Cell(r, 0, "指標", 1, c => c with { Unit = "回" }) },
        { "(1) 指標／支援プランの作成件数／評価", r => Cell(r, 0, "指標", 1, c => c with { Evaluation = "△" }) },
        { "(2) 指標／新規プラン作成件数", r => Cell(r, 1, "指標", 1, More) },
        { "(3) 指標／参加支援のプラン作成件数", r => Cell(r, 2, "指標", 0, More) },
        { "(1) 支援の状況／支援継続中", r => Cell(r, 0, "支援の状況", 2, More) },
        { "(1) 支援の状況／前年度からの継続", r => Block(r, 0, "支援の状況", b => b with { Rows = [.. b.Rows, b.Rows[0] with { Label = "前年度からの継続" }] }) },
        { "(1) 支援の状況／複合化した課題がなく、既存制度の連携による支援で対応等／注記", r => Block(r, 0, "支援の状況", b => b with { Notes = [] }) },
        { "(1) 支援の状況／ほかに支援プランの変更", r => Block(r, 0, "支援の状況", b => b with { Notes = [.. b.Notes, b.Rows[0] with { Label = "ほかに支援プランの変更" }] }) },
        { "(1) 世帯の類型／単身世帯", r => Cell(r, 0, "世帯の類型", 3, More) },
        { "(1) 世帯の類型／合計", r => Cell(r, 0, "世帯の類型", 5, More) },
        { "(1) 会議／支援会議／開催", r => Cell(r, 0, "会議", 1, More) },
        { "(1) 会議／支援会議／目的", r => Row(r, 0, "会議", 1, row => row with { Texts = [new("目的", "")] }) },
        { "(1) 会議／支援会議／付記", r => Row(r, 0, "会議", 1, row => row with { Remark = "本人同意 あり" }) },
        { "(1) 支援事例の概要／6", r => Block(r, 0, "支援事例の概要", b => b with { Texts = [.. b.Texts.SkipLast(1)] }) },
        { "(1) 支援連携先（関係機関）／医療機関", r => Cell(r, 0, "支援連携先（関係機関）", 0, More) },
        { "(1) 支援連携先（庁内）／行の順", r => Block(r, 0, "支援連携先（庁内）", b => b with { Rows = [.. b.Rows.Reverse()] }) },
        { "(1) 相談方法／電話", r => Cell(r, 0, "相談方法", 0, More) },
        { "(1) 相談内容／DV・虐待", r => Cell(r, 0, "相談内容", 8, More) },
        { "(1) 相談内容／計", r => Cell(r, 0, "相談内容", 11, More) },
        { $"(3) {Meeting}／会場", r => Block(r, 2, Meeting, b => b with { Texts = [b.Texts[0], b.Texts[1], new("会場", "市役所"), b.Texts[3]] }) },
        { $"(3) {Meeting}／日時", r => Block(r, 2, Meeting, b => b with { Texts = [b.Texts[0], new("日時", "2024年11月23日 13:30～15:10"), b.Texts[2], b.Texts[3]] }) },
        { $"(3) {Meeting}／行政", r => Cell(r, 2, Meeting, 4, More) },
        { "(4) シテンスクール（一般社団法人とまりぎラボ）／／延べ参加人数", r => Row(r, 3, "シテンスクール（一般社団法人とまりぎラボ）", 0, row => row with { Cells = [row.Cells[0], More(row.Cells[1])] }) },
        { "(4) シテンスクール（一般社団法人とまりぎラボ）／／開催", r => Cell(r, 3, "シテンスクール（一般社団法人とまりぎラボ）", 0, More) },
        { "(4) 民生委員の活動環境整備事業／1", r => Block(r, 3, "民生委員の活動環境整備事業", b => b with { Texts = [] }) },
        { "(5) 取組／2", r => Block(r, 4, "取組", b => b with { Texts = [b.Texts[0]] }) },
        { "(5) 各分野の相談支援／延べ相談回数 (2)", r => Cell(r, 4, "各分野の相談支援", 1, More) },
        { "(5) 各分野の相談支援／延べ相談回数／事業 (2)", r => Row(r, 4, "各分野の相談支援", 1, row => row with { Group = "別の事業" }) },
        { "(5) 各分野の地域づくり／100歳体操参加率", r => Cell(r, 4, "各分野の地域づくり", 1, c => c with { Value = 10.3m }) },
        { "(5) 関連事業／すてっぷカフェ利用者延べ人数", r => Cell(r, 4, "関連事業", 0, c => c with { Unit = "件" }) },
    };

    private const string Meeting = "いみず・つなぐっとプラットフォーム交流会";

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
        var difference = Assert.Single(FigureComparison.Of(Printed, Cell(Report, 0, "指標", 1, c => c with { Value = 18 })).Differences);

        Assert.Equal("(1) 指標／支援プランの作成件数: expected 19件, got 18件", difference.ToString());
    }

    private static ReportCell More(ReportCell cell) => cell with { Value = cell.Value + 1 };

    private static AnnualReport Section(AnnualReport r, int section, Func<ReportSection, ReportSection> change) => r with { Sections = At(r.Sections, section, change) };

    private static AnnualReport Block(AnnualReport r, int section, string heading, Func<ReportBlock, ReportBlock> change) => Section(r, section, s =>
        s with { Blocks = At(s.Blocks, s.Blocks.Select(block => block.Heading).ToList().IndexOf(heading), change) });

    private static AnnualReport Row(AnnualReport r, int section, string heading, int row, Func<ReportRow, ReportRow> change) =>
        Block(r, section, heading, block => block with { Rows = At(block.Rows, row, change) });

    private static AnnualReport Cell(AnnualReport r, int section, string heading, int row, Func<ReportCell, ReportCell> change) =>
        Row(r, section, heading, row, of => of with { Cells = At(of.Cells, 0, change) });

    private static IReadOnlyList<T> At<T>(IReadOnlyList<T> rows, int row, Func<T, T> change) =>
        [.. rows.Select((value, n) => n == row ? change(value) : value)];
}
