using System.Text;
using Imizu.Contracts.Reports;
using Imizu.Operations.Reiwa6;
using Imizu.Projection.Report;
using MiniExcelLibs;
using Xunit;

namespace Imizu.Projection.Tests.Report;

/// <summary>A report as files for a spreadsheet.</summary>
public sealed class ReportFilesTests
{
    private static AnnualReport Printed => PrintedReport.Of(Imizu.Operations.Reiwa6.Figures.Read());

    [Fact]
    public void As_CSV_it_has_a_line_for_each_figure_and_none_that_Excel_takes_for_a_formula()
    {
        var report = Printed;
        var lines = Text(ReportCsv.Of(report)).TrimEnd().Split("\r\n");
        Assert.StartsWith("\uFEFFキー,節,表", lines[0], StringComparison.Ordinal);
        Assert.Equal(report.Cells().Count() + 1, lines.Length);
        Assert.Contains(",(1) 包括的相談支援事業,指標,,支援プランの作成件数,19,件,5,〇,", lines);

        var block = report.Sections[0].Blocks[0];
        var overridden = block with { Rows = [block.Rows[0] with { Cells = [block.Rows[0].Cells[0] with { Evaluation = "△", EvaluationReason = "一年目のため。" }] }] };
        Assert.Contains("29,件,10,△,一年目のため。", Text(ReportCsv.Of(report with { Sections = [report.Sections[0] with { Blocks = [overridden] }] })), StringComparison.Ordinal);

        var risky = report with { Sections = [report.Sections[0] with { Blocks = [report.Sections[0].Blocks[0] with { Heading = "=HYPERLINK(1)" }] }] };
        Assert.DoesNotContain(",=HYPERLINK", Text(ReportCsv.Of(risky)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_events_behind_a_figure_have_a_line_each_in_the_time_of_Japan()
    {
        var counted = new CountedEvent(Guid.Empty, "urn:imizu:consultation", 7, "case/1", new(2024, 5, 1), new(2024, 5, 2, 1, 0, 0, TimeSpan.Zero), 1, "/events");
        var evidence = new CellEvidence("consultation/cases-received", "", "", 1, "件", [], new(1, [counted]), new(1, [new NearMiss(counted, NearMissReason.Retracted, "取り消された", null)]));
        var csv = Text(ReportCsv.Of(evidence));
        Assert.Contains("数えた,2024-05-01,2024-05-02 10:00:00,case/1", csv, StringComparison.Ordinal);
        Assert.Contains("取り消された,2024-05-01,2024-05-02 10:00:00,case/1", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Sections_whose_names_begin_alike_have_a_sheet_each()
    {
        var report = Printed;
        var name = new string('あ', 40);
        using var workbook = new MemoryStream(ReportExcel.Of(report with { Sections = [.. report.Sections.Take(2).Select(section => section with { Number = "(1)", Name = name })] }));
        Assert.Equal([$"(1) {name[..27]}", $"(1) {name[..24]}（2）"], MiniExcel.GetSheetNames(workbook));
    }

    [Fact]
    public void As_a_workbook_it_has_a_sheet_a_section_with_numbers_that_are_numbers_and_no_formula()
    {
        var report = Printed;
        report = report with { Sections = [report.Sections[0] with { Name = "a/b*c", Blocks = [report.Sections[0].Blocks[0] with { Heading = "=HYPERLINK(1)" }, .. report.Sections[0].Blocks.Skip(1)] }, .. report.Sections.Skip(1)] };
        using var workbook = new MemoryStream(ReportExcel.Of(report));
        var sheets = MiniExcel.GetSheetNames(workbook);
        Assert.Equal(report.Sections.Select(section => section.Number), sheets.Select(name => name.Split(' ')[0]));
        Assert.Equal("(1) a・b・c", sheets[0]);

        var lines = sheets.SelectMany(sheet => MiniExcel.Query(workbook, useHeaderRow: true, sheetName: sheet).Cast<IDictionary<string, object>>()).ToList();
        Assert.Equal(report.Cells().Select(cell => (cell.Key, cell.Value)), lines.Select(line => ((string?)line["キー"] ?? "", (decimal?)(double)line["値"])));
        Assert.Contains(lines, line => "=HYPERLINK(1)".Equals(line["表"]));
        using var parts = new System.IO.Compression.ZipArchive(workbook);
        Assert.All(parts.Entries.Where(part => part.FullName.Contains("/sheet", StringComparison.Ordinal)), part =>
        {
            using var xml = new StreamReader(part.Open());
            Assert.DoesNotMatch("<(x:)?f[ >]", xml.ReadToEnd());
        });
    }

    private static string Text(byte[] csv) => Encoding.UTF8.GetString(csv);
}
