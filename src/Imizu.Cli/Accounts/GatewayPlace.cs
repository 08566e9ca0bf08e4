using System.CommandLine;
using Imizu.Cli.Commands;

namespace Imizu.Cli.Accounts;

/// <summary>Where the gateway is that is meant.</summary>
/// <param name="Data">The data folder of its stack; null for the one that runs here.</param>
/// <param name="Url">Its address, for a stack that has no data folder.</param>
internal sealed record GatewayPlace(string? Data, Uri? Url)
{
    private static readonly Option<string?> DataOption = Recursive(OperationsLine.Data());

    private static readonly Option<Uri?> UrlOption = new("--url")
    {
        Description = "The gateway's address, where it is not a local stack's; Authentication__Authority and Authentication__Client__Secret say as whom it is asked.",
        Recursive = true,
        CustomParser = typed => Uri.TryCreate(typed.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : Wrong(typed),
    };

    /// <summary>What is typed to say so, on a command and on all that stand behind it.</summary>
    public static void AddTo(Command command)
    {
        command.Add(DataOption);
        command.Add(UrlOption);
    }

    public static GatewayPlace Of(ParseResult typed) => new(typed.GetValue(DataOption), typed.GetValue(UrlOption));

    private static Uri? Wrong(System.CommandLine.Parsing.ArgumentResult typed)
    {
        typed.AddError($"{typed.Tokens[0].Value} is no address. Write it as http://host:port.");
        return null;
    }

    private static Option<string?> Recursive(Option<string?> option)
    {
        option.Recursive = true;
        return option;
    }
}
