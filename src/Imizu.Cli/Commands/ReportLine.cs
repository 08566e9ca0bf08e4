using System.CommandLine;
using Imizu.Cli.Stack;

namespace Imizu.Cli.Commands;

/// <summary>What can be typed behind <c>imizu report</c>.</summary>
internal static class ReportLine
{
    public static Command Of(Repository repository)
    {
        var year = new Argument<int?>("year")
        {
            Description = "The fiscal year, by the year it begins in: 2024 or 令和6.",
            CustomParser = CommandLine.YearTyped,
            Arity = ArgumentArity.ZeroOrOne,
        };
        var form = new Option<string>("--form") { Description = "printed, breakdown (内訳), or another form of the city's.", DefaultValueFactory = _ => "printed" };
        var format = new Option<string>("--format") { Description = "text, csv (opens in Excel), xlsx (a sheet a section) or json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "csv", "xlsx", "json");
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
        var trend = new Option<string?>("--trend") { Description = "Instead of one year's report, figures of several beside one another: 2020..2024." };
        var cells = new Option<string?>("--cells") { Description = "With --trend: the keys of the figures, with commas between; else the indicators of the printed report." };
        var output = new Option<string?>("--output") { Description = "The file to write, instead of the terminal." };
        var url = CommandLine.ProjectionUrl();
        var report = new Command("report", "Print a year's report from a running stack, explain a figure of it, or print figures of several years.") { year, form, format, asOf, edition, explain, trend, cells, output, url };
        report.Validators.Add(typed =>
        {
            if (typed.GetResult(year) is { Tokens.Count: > 0 } == typed.GetResult(trend) is { Tokens.Count: > 0 })
            {
                typed.AddError("Name a fiscal year, or several with --trend, and not both.");
            }
            if (typed.GetValue(edition) is not null && (typed.GetValue(explain) is not null || typed.GetValue(trend) is not null))
            {
                typed.AddError("--edition is for a whole report.");
            }
            if (typed.GetValue(format) == "xlsx" && (typed.GetValue(output) is null || typed.GetValue(explain) is not null || typed.GetValue(trend) is not null))
            {
                typed.AddError("--format xlsx is for a whole report, and needs --output FILE.");
            }
        });
        report.SetAction((typed, cancellationToken) => new ReportCommand(repository).RunAsync(
            new ReportCommand.Asked(
                typed.GetValue(year), typed.GetValue(form)!, typed.GetValue(format)!, typed.GetValue(asOf), typed.GetValue(edition), typed.GetValue(explain), typed.GetValue(trend), typed.GetValue(cells), typed.GetValue(output), typed.GetValue(url)),
            cancellationToken));
        return report;
    }
}
