using Imizu.Contracts;
using Imizu.Contracts.Reading;
using Imizu.Contracts.Reports;
using Imizu.EventStreams.Http;

namespace Imizu.Projection.Report;

/// <summary>What a report is answered as (<c>format=</c>): JSON, or a file for a spreadsheet.</summary>
internal static class ReportFormat
{
    /// <summary>What it is where nothing is asked for.</summary>
    public const string Json = "json";

    private const string Csv = "csv", Excel = "xlsx";

    /// <summary>Why a format cannot be had of a whole report; null where it can.</summary>
    public static IResult? RefusedOfReport(string format) => Refused(format, Json, Csv, Excel);

    /// <summary>The same of a table: evidence, a trend.</summary>
    public static IResult? RefusedOfTable(string format) => Refused(format, Json, Csv);

    /// <summary>A report in a format.</summary>
    public static IResult Answer(AnnualReport report, string format) => format switch
    {
        Csv => File(ReportCsv.Of(report), NameOf(report)),
        Excel => Results.File(ReportExcel.Of(report), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"{NameOf(report)}.xlsx"),
        _ => Results.Json(report, ContractJson.Options),
    };

    /// <summary>The events behind a figure in a format.</summary>
    public static IResult Answer(CellEvidence evidence, string format) =>
        format == Csv ? File(ReportCsv.Of(evidence), $"evidence-{evidence.Key.Replace('/', '-')}") : Results.Json(evidence, ContractJson.Options);

    /// <summary>Figures of several years in a format.</summary>
    public static IResult Answer(Trend trend, string format) =>
        format == Csv ? File(ReportCsv.Of(trend), $"trend-{trend.Years[0]}-{trend.Years[^1]}") : Results.Json(trend, ContractJson.Options);

    // By which nobody takes an edition, or what was known earlier, for what stands.
    private static string NameOf(AnnualReport report) =>
        $"report-{report.FiscalYear}-{report.Form}{(report.Edition is { } edition ? $"-{edition}" : "")}{(report.AsOf is { } moment ? $"-{moment.ToOffset(JapaneseMoment.Offset):yyyyMMdd-HHmm}" : "")}";

    private static IResult File(byte[] csv, string name) => Results.File(csv, "text/csv; charset=utf-8", $"{name}.csv");

    private static IResult? Refused(string format, params IReadOnlyList<string> known) =>
        known.Contains(format) ? null : Problems.Invalid("format", $"{string.Join("、", known)} のいずれかにしてください。");
}
