using System.Text.RegularExpressions;
using Imizu.Contracts.Reports;
using MiniExcelLibs;

namespace Imizu.Projection.Report;

/// <summary>A report as a workbook: a sheet a section, numbers as numbers, and what is text as text, whatever it looks like.</summary>
internal static partial class ReportExcel
{
    private const int MostCharacters = 31;

    public static byte[] Of(AnnualReport report)
    {
        using var workbook = new MemoryStream();
        var sheets = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var section in report.Sections)
        {
            sheets.Add(
                SheetName($"{section.Number} {section.Name}", sheets.ContainsKey),
                ReportLines.Of(section).Select(line => ReportLines.Headings.Zip(line).ToDictionary(of => of.First, of => of.Second)));
        }
        workbook.SaveAs(sheets);
        return workbook.ToArray();
    }

    /// <summary>A name as Excel takes it: of up to 31 characters, without those that stand for something in a formula, and no other sheet's.</summary>
    private static string SheetName(string name, Func<string, bool> isTaken)
    {
        var written = InFormulas().Replace(name, "・");
        return Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? "" : $"（{n}）").Select(number => $"{written[..Math.Min(written.Length, MostCharacters - number.Length)]}{number}")
            .First(sheet => !isTaken(sheet));
    }

    [GeneratedRegex(@"[\\/:*?\[\]]")]
    private static partial Regex InFormulas();
}
