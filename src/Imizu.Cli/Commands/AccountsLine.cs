using System.CommandLine;
using Imizu.Cli.Accounts;
using Imizu.Cli.Stack;

namespace Imizu.Cli.Commands;

/// <summary>What can be typed to let other systems in.</summary>
internal static class AccountsLine
{
    public static Command Of(Repository repository)
    {
        AccountsCommand On(ParseResult typed) => new(repository, GatewayPlace.Of(typed));

        var accounts = new Command("accounts", "List the other systems that are let in, or change them.") { Add(On) };
        GatewayPlace.AddTo(accounts);
        accounts.Add(Named("password", "Give one a new password; the old one ends.", (typed, name, cancellationToken) => On(typed).PasswordAsync(name, cancellationToken)));
        accounts.Add(Named("close", "Shut one out for good; its queues go with it.", (typed, name, cancellationToken) => On(typed).CloseAsync(name, cancellationToken)));
        accounts.SetAction((typed, cancellationToken) => On(typed).ListAsync(cancellationToken));
        return accounts;
    }

    private static Command Add(Func<ParseResult, AccountsCommand> on)
    {
        var name = Name();
        var follower = new Option<bool>("--follower") { Description = "It reads events." };
        var sender = new Option<bool>("--sender") { Description = "It sends the tallies of its programmes." };
        var programmes = new Option<string[]>("--programme")
        {
            Description = "Of a sender: a programme's name, as printed. As often as need be.",
            DefaultValueFactory = _ => [],
            AllowMultipleArgumentsPerToken = true,
        };
        var add = new Command("add", "Let a system in, and print its password, once. For a sender that is let in already, change its programmes.") { name, follower, sender, programmes };
        add.Validators.Add(typed =>
        {
            if (typed.GetValue(follower) == typed.GetValue(sender))
            {
                typed.AddError("Say what it is let in for: --follower, or --sender --programme P.");
            }
        });
        add.SetAction((typed, cancellationToken) => on(typed).AddAsync(
            typed.GetValue(name)!, typed.GetValue(follower) ? "follower" : "sender", typed.GetValue(programmes)!, cancellationToken));
        return add;
    }

    private static Command Named(string what, string description, Func<ParseResult, string, CancellationToken, Task<int>> act)
    {
        var name = Name();
        var command = new Command(what, description) { name };
        command.SetAction((typed, cancellationToken) => act(typed, typed.GetValue(name)!, cancellationToken));
        return command;
    }

    private static Argument<string> Name() => new("name") { Description = "What it is called: small letters, digits and -, 3 to 40 of them." };
}
