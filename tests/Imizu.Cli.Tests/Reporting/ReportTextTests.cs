using Imizu.Cli.Reporting;
using Imizu.Contracts.Reports;
using Imizu.Operations.Reiwa6;
using Xunit;

namespace Imizu.Cli.Tests.Reporting;

public sealed class ReportTextTests
{
    private static readonly AnnualReport Report = PrintedReport.Of(Figures.Read());
    private static readonly string[] Lines = ReportText.Of(Report).Split(Environment.NewLine);

    [Fact]
    public void It_begins_with_the_printed_title() =>
        Assert.Equal(["令和６年度　重層的支援体制整備事業の実施状況", "（2024年4月1日～2025年3月31日）", "", "(1) 包括的相談支援事業"], Lines[..4]);

    [Fact]
    public void The_sections_stand_in_the_order_of_print() =>
        Assert.Equal(
            ["(1) 包括的相談支援事業", "(2) アウトリーチ等を通じた継続的支援事業", "(3) 参加支援事業", "(4) 地域づくり事業", "(5) 連携体制の構築等"],
            Lines.Where(line => line.StartsWith('(')));

    [Fact]
    public void An_indicator_stands_beside_its_target_and_its_evaluation()
    {
        var head = Array.FindIndex(Lines, line => line.EndsWith("実績  計画  評価", StringComparison.Ordinal));
        Assert.Equal(
            [
                "                                        実績  計画  評価",
                "    多機関協働事業における相談受付件数  29件  10件  〇",
                "    支援プランの作成件数                19件   5件  〇",
            ],
            Lines[head..(head + 3)]);
        Assert.Contains("    参加支援のプラン作成件数   0件   1件  △", Lines);
    }

    [Fact]
    public void Tables_are_aligned_by_the_width_of_their_characters()
    {
        var head = Array.IndexOf(Lines, "  【相談内容】");
        Assert.Equal(
            [
                "    DV・虐待              0件",
                "    孤独・孤立            8件",
                "    その他               38件",
                "    計                1,695件",
            ],
            Lines[(head + 9)..(head + 13)]);
    }

    [Theory]
    [InlineData("    年度中に支援プランの作成に至らなかった相談事例  10件")]
    [InlineData("    重層的支援個別会議　開催 8回　本人同意 あり")]
    [InlineData("    6. 疾病、子育て、家族関係の問題等を抱える世帯")]
    [InlineData("    医療機関              13件")]
    [InlineData("    日時　2024年11月22日 13:30～15:10")]
    [InlineData("    開催 9回　延べ利用人数 85人")]
    [InlineData("    地域介護予防活動支援事業                100歳体操参加率                     10.2  ％")]
    [InlineData("    共生社会推進会議、共生社会推進連絡会議の開催：事業全体の進捗状況の評価、地域課題の共有等")]
    public void It_has_the_printed_line(string line) => Assert.Contains(line, Lines);

    [Fact]
    public void An_overridden_evaluation_is_printed_with_its_reason_and_an_edition_by_its_name()
    {
        var block = Report.Sections[0].Blocks[0];
        var overridden = block with { Rows = [block.Rows[0] with { Cells = [block.Rows[0].Cells[0] with { Evaluation = "△", EvaluationReason = "一年目のため。" }] }] };
        var edition = Report with { Edition = "確定版", Sections = [Report.Sections[0] with { Blocks = [overridden] }] };

        Assert.Equal("確定版", ReportText.Of(edition).Split(Environment.NewLine)[2]);
        Assert.Contains("29件  10件  △（一年目のため。）", ReportText.Of(edition), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_report_does_not_have_is_not_printed()
    {
        var consultation = Report.Sections[0];
        var empty = Report with
        {
            Sections = [consultation with { Policy = null, Blocks = [.. consultation.Blocks.Where(block => block.Heading != "支援事例の概要").Select(block => block with { Notes = [] })] }, .. Report.Sections.Skip(1)],
            AsOf = new DateTimeOffset(2025, 3, 31, 17, 0, 0, TimeSpan.FromHours(9)),
        };
        var text = ReportText.Of(empty);

        Assert.DoesNotContain("世代や属性を問わず断らない", text, StringComparison.Ordinal);
        Assert.DoesNotContain("※", text, StringComparison.Ordinal);
        Assert.DoesNotContain("支援事例の概要", text, StringComparison.Ordinal);
        Assert.Contains("（2025-03-31 17:00:00 +09:00 時点の記録による）", text, StringComparison.Ordinal);
    }
}
