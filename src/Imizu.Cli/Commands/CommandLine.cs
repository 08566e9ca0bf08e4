using System.CommandLine;
using System.CommandLine.Parsing;
using Imizu.Cli.Stack;
using Imizu.Contracts;
using Imizu.Operations.Loading;

namespace Imizu.Cli.Commands;

/// <summary>What can be typed behind <c>imizu</c>. The script of that name builds first; its own help has the same commands.</summary>
internal static class CommandLine
{
    public static Command Root(Repository repository)
    {
        var root = new Command("./imizu", "Imizu: every consultation once, as an event; the yearly report out of the events.")
        {
            Demo(repository), ReportLine.Of(repository), ReplayLine.Of(repository), Verify(repository), Test(repository), AccountsLine.Of(repository), MeasuresLine.Of(repository), TokenCommand.Of(repository), DoctorCommand.Of(repository),
        };
        foreach (var operation in OperationsLine.Commands(repository))
        {
            root.Add(operation);
        }
        root.Add(DeadLettersLine.Command(repository));
        var help = new Command("help", "Show this.");
        help.SetAction((_, cancellationToken) => root.Parse("--help").InvokeAsync(cancellationToken: cancellationToken));
        root.Add(help);
        root.Add(new System.CommandLine.Help.HelpOption { Recursive = true });
        return root;
    }

    private static Command Demo(Repository repository)
    {
        var keep = new Option<bool>("--keep") { Description = "Leave the stack running, and print its addresses." };
        var demo = new Command("demo", "Start an empty stack, load the history of fiscal 2024, print its report, and compare every figure.") { keep };
        demo.SetAction((typed, cancellationToken) => new DemoCommand(repository).RunAsync(typed.GetValue(keep), cancellationToken));
        return demo;
    }

    /// <summary>Where the projection service is, for the commands that ask nothing of the others.</summary>
    public static Option<Uri?> ProjectionUrl() => new("--url")
    {
        Description = "Where the projection service is; else that of the stack which runs here.",
        CustomParser = AddressTyped,
    };

    private static Command Verify(Repository repository)
    {
        var urls = ServiceUrls(Services.Logging);
        var verify = new Command("verify", "Prove that the journal has every event of every service, unchanged and in order, that the live figures are what it says, that editions are as they were approved, and access logs as they were written.") { urls };
        verify.SetAction((typed, cancellationToken) => new VerifyCommand(repository).RunAsync(typed.GetValue(urls)!, cancellationToken));
        return verify;
    }

    /// <summary>Where services are.</summary>
    /// <param name="named">Those that may be named.</param>
    public static Option<Dictionary<string, Uri>> ServiceUrls(IReadOnlyList<string> named) => new("--url")
    {
        Description = "Where the projection service is, or NAME=URL for another; else those of the stack which runs here. As often as need be.",
        DefaultValueFactory = _ => [],
        CustomParser = typed => Addresses(typed, named),
        Arity = ArgumentArity.OneOrMore,
    };

    private static Command Test(Repository repository)
    {
        var test = new Command("test", "Start what the tests need, and run them all.");
        test.SetAction((_, cancellationToken) => new TestCommand(repository).RunAsync(cancellationToken));
        return test;
    }

    private static Dictionary<string, Uri> Addresses(ArgumentResult typed, IReadOnlyList<string> named)
    {
        var addresses = new Dictionary<string, Uri>();
        foreach (var value in typed.Tokens.Select(token => token.Value))
        {
            var (name, url) = Address(value) is null && value.Split('=', 2) is [var service, var at] ? (service, at) : (Services.Projection, value);
            if (named.Contains(name) && Address(url) is { } address)
            {
                addresses[name] = address;
            }
            else
            {
                typed.AddError($"{value} is no address. Write it as http://host:port, or as NAME=http://host:port with one of {string.Join(", ", named)}.");
            }
        }
        return addresses;
    }

    /// <summary>A fiscal year, as 2024 or 令和6.</summary>
    internal static int? YearTyped(ArgumentResult typed) =>
        FiscalYear.Parse(typed.Tokens[0].Value)?.Year ?? Refused<int?>(typed, "is no fiscal year. Write it as 2024, 令和6 or R6.");

    /// <summary>An address, as http://host:port.</summary>
    internal static Uri? AddressTyped(ArgumentResult typed) => Address(typed.Tokens[0].Value) ?? Refused<Uri?>(typed, "is no address. Write it as http://host:port.");

    private static Uri? Address(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    internal static T? Refused<T>(ArgumentResult typed, string because)
    {
        typed.AddError($"{typed.Tokens[0].Value} {because}");
        return default;
    }
}
