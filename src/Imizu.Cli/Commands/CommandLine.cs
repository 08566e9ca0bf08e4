using System.CommandLine;
using System.CommandLine.Parsing;
using Imizu.Cli.Stack;

namespace Imizu.Cli.Commands;

/// <summary>What can be typed behind <c>imizu</c>. The script of that name builds first; its own help has the same commands.</summary>
internal static class CommandLine
{
    public static RootCommand Root(Repository repository)
    {
        var root = new RootCommand("Imizu: every consultation once, as an event; the yearly report out of the events.")
        {
            Demo(repository), Up(repository), Report(repository), Test(repository),
        };
        var help = new Command("help", "Show this.");
        help.SetAction((_, cancellationToken) => root.Parse("--help").InvokeAsync(cancellationToken: cancellationToken));
        root.Add(help);
        return root;
    }

    private static Command Demo(Repository repository)
    {
        var keep = new Option<bool>("--keep") { Description = "Leave the stack running, and print its addresses." };
        var demo = new Command("demo", "Start an empty stack, load the history of fiscal 2024, print its report, and compare every figure.") { keep };
        demo.SetAction((typed, cancellationToken) => new DemoCommand(repository).RunAsync(typed.GetValue(keep), cancellationToken));
        return demo;
    }

    private static Command Up(Repository repository)
    {
        var up = new Command("up", "Run the stack on its kept data until Ctrl-C.");
        up.SetAction((_, cancellationToken) => new UpCommand(repository).RunAsync(cancellationToken));
        return up;
    }

    private static Command Report(Repository repository)
    {
        var year = new Argument<int>("year") { Description = "The fiscal year, by the year it begins in." };
        var format = new Option<string>("--format") { Description = "text or json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var asOf = new Option<DateTimeOffset?>("--as-of")
        {
            Description = "As of an earlier moment, such as 2025-03-31T17:00 (Japan's time unless an offset is given).",
            CustomParser = typed =>
                JapanTime.Parse(typed.Tokens[0].Value) ?? Refused<DateTimeOffset?>(typed, "is no moment. Write it as 2025-03-31T17:00."),
        };
        var url = new Option<Uri?>("--url")
        {
            Description = "Where the projection service is; else that of the stack which runs here.",
            CustomParser = typed =>
                Uri.TryCreate(typed.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                    ? address
                    : Refused<Uri?>(typed, "is no address. Write it as http://host:port."),
        };
        var report = new Command("report", "Print a year's report from a running stack.") { year, format, asOf, url };
        report.SetAction((typed, cancellationToken) => new ReportCommand(repository).RunAsync(
            typed.GetValue(year), typed.GetValue(format) == "json", typed.GetValue(asOf), typed.GetValue(url), cancellationToken));
        return report;
    }

    private static Command Test(Repository repository)
    {
        var test = new Command("test", "Start what the tests need, and run them all.");
        test.SetAction((_, cancellationToken) => new TestCommand(repository).RunAsync(cancellationToken));
        return test;
    }

    private static T? Refused<T>(ArgumentResult typed, string because)
    {
        typed.AddError($"{typed.Tokens[0].Value} {because}");
        return default;
    }
}
