using System.CommandLine;
using Imizu.Cli.Stack;
using Imizu.Contracts.Access;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu token</c>: a token to ask a service with, from a shell.</summary>
internal static class TokenCommand
{
    public static Command Of(Repository repository)
    {
        var service = new Argument<string>("service") { Description = "For which service; it is good at no other." };
        service.AcceptOnlyFromAmong([.. Audience.WithIdentity]);
        var desk = new Option<bool>("--desk") { Description = "As an account that records and reads at all four desks; else as the command line's own, which operates the stack and reads reports." };
        var data = OperationsLine.RunningData();
        var token = new Command("token", "Print a token, which lets a request in at a service for ten minutes: -H \"Authorization: Bearer $(./imizu token consultation --desk)\".") { service, desk, data };
        token.SetAction(async (typed, cancellationToken) =>
        {
            using var tokens = StackAccess.Tokens(OperationsLine.Running(repository, typed.GetValue(data)), typed.GetValue(desk) ? StackAccess.Desk : StackAccess.CommandLine);
            Console.WriteLine((await tokens.HeaderAsync(typed.GetValue(service)!, cancellationToken)).Parameter);
            return 0;
        });
        return token;
    }
}
