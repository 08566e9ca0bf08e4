using System.Text.RegularExpressions;
using Imizu.Contracts.Reports;
using MiniExcelLibs;

namespace Imizu.Cli.Reporting;

/// <summary>A report as a workbook: a sheet a section, numbers as numbers, and what is text as text, whatever it looks like.</summary>
internal static partial class ReportExcel
{
    public static byte[] Of(AnnualReport report)
    {
        using var workbook = new MemoryStream();
        workbook.SaveAs(report.Sections.ToDictionary(
            section => SheetName($"{section.Number} {section.Name}"),
            section => (object)ReportLines.Of(section).Select(line => ReportLines.Headings.Zip(line).ToDictionary(of => of.First, of => of.Second))));
        return workbook.ToArray();
    }

    /// <summary>A name as Excel takes it: of up to 31 characters, without those that stand for something in a formula.</summary>
    private static string SheetName(string name) => InFormulas().Replace(name.Length > 31 ? name[..31] : name, "・");

    [GeneratedRegex(@"[\\/:*?\[\]]")]
    private static partial Regex InFormulas();
}
