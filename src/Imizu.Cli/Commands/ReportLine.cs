using System.CommandLine;
using Imizu.Cli.Stack;

namespace Imizu.Cli.Commands;

/// <summary>What can be typed behind <c>imizu report</c>.</summary>
internal static class ReportLine
{
    public static Command Of(Repository repository)
    {
        var year = new Argument<int>("year")
        {
            Description = "The fiscal year, by the year it begins in: 2024 or 令和6.",
            CustomParser = typed => CommandLine.YearTyped(typed) ?? 0,
        };
        var form = new Option<string>("--form") { Description = "printed, breakdown (内訳), or another form of the city's.", DefaultValueFactory = _ => "printed" };
        var format = new Option<string>("--format") { Description = "text, csv (opens in Excel) or json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "csv", "json");
        var asOf = new Option<DateTimeOffset?>("--as-of")
        {
            Description = "As of an earlier moment, such as 2025-03-31T17:00 (Japan's time unless an offset is given), or of the end of a day: 2025-03-31 or 令和7年3月31日.",
            CustomParser = typed =>
                JapanTime.Parse(typed.Tokens[0].Value) ?? CommandLine.Refused<DateTimeOffset?>(typed, "is no moment, or could be two. Write it as 2025-03-31T17:00, or a day as 2025-03-31."),
        };
        var edition = new Option<int?>("--edition") { Description = "An edition of a closed year, as it was approved: 1 is the 確定版, each further one a 訂正版." };
        var explain = new Option<string?>("--explain")
        {
            Description = "The key of a figure, such as consultation/cases-received: name the events that it counts, and those that it nearly counts. --format json has the keys.",
        };
        var url = CommandLine.ProjectionUrl();
        var report = new Command("report", "Print a year's report from a running stack, or explain a figure of it.") { year, form, format, asOf, edition, explain, url };
        report.SetAction((typed, cancellationToken) => new ReportCommand(repository).RunAsync(
            new ReportCommand.Asked(typed.GetValue(year), typed.GetValue(form)!, typed.GetValue(format)!, typed.GetValue(asOf), typed.GetValue(edition), typed.GetValue(explain), typed.GetValue(url)), cancellationToken));
        return report;
    }
}
