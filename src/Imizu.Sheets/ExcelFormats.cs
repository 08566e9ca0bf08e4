using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Imizu.Sheets;

/// <summary>What the numbers of a workbook are shown as (ECMA-376 part 1, 18.8.30): days, shares of a hundred, or numbers.</summary>
internal sealed partial class ExcelFormats
{
    /// <summary>Days between the two systems in which a workbook may count days, from 1900 and from 1904.</summary>
    private const int From1904 = 1462;

    private readonly bool _countsFrom1904;
    private readonly List<uint> _styles;
    private readonly Dictionary<uint, string> _codes;

    public ExcelFormats(WorkbookPart workbook)
    {
        var styles = workbook.WorkbookStylesPart?.Stylesheet;
        _countsFrom1904 = workbook.Workbook.WorkbookProperties?.Date1904?.Value ?? false;
        _styles = [.. styles?.CellFormats?.Elements<CellFormat>().Select(format => format.NumberFormatId?.Value ?? 0) ?? []];
        _codes = (styles?.NumberingFormats?.Elements<NumberingFormat>() ?? [])
            .GroupBy(format => format.NumberFormatId?.Value ?? 0).ToDictionary(same => same.Key, same => same.First().FormatCode?.Value ?? "");
    }

    /// <summary>A number as a person sees it: a <see cref="DateTime"/> where it is shown as a day, a hundred times as much where it is shown as a share.</summary>
    public object Shown(double number, uint style)
    {
        var format = style < _styles.Count ? _styles[(int)style] : 0;
        var code = _codes.TryGetValue(format, out var written) ? Plain().Replace(written, "") : null;
        return IsDay(format, code) && number is >= 1 and < 2_900_000 ? DateTime.FromOADate(number + (_countsFrom1904 ? From1904 : 0))
            : (code is null ? format is 9 or 10 : code.Contains('%', StringComparison.Ordinal)) && Math.Abs(number) < 1e12 ? (decimal)number * 100
            : number;
    }

    // 27 to 36 and 50 to 58 are the days of Excel in Japan, of which a workbook does not say how they are written.
    private static bool IsDay(uint format, string? code) => code is null
        ? format is (>= 14 and <= 17) or 22 or (>= 27 and <= 36) or (>= 50 and <= 58)
        : Letters().IsMatch(code) && !code.Contains("E+", StringComparison.OrdinalIgnoreCase) && !code.Contains("General", StringComparison.OrdinalIgnoreCase);

    // Words in quotation marks, colours and languages in brackets, single letters behind a backslash.
    [GeneratedRegex(@"""[^""]*""|\[[^\]]*\]|\\.|_.")]
    private static partial Regex Plain();

    [GeneratedRegex("[ymdeg]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Letters();
}
