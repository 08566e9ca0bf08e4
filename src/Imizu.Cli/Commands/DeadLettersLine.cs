using System.CommandLine;
using Imizu.Cli.DeadLetters;
using Imizu.Cli.Accounts;
using Imizu.Cli.Stack;

namespace Imizu.Cli.Commands;

/// <summary>What can be typed behind <c>imizu dead-letters</c>.</summary>
internal static class DeadLettersLine
{
    public static Command Command(Repository repository)
    {
        var sender = new Option<string?>("--sender") { Description = "Only of this account." };
        var all = new Option<bool>("--all") { Description = "Also those that were sent again or discarded." };
        // One command a run, and the process ends with it.
        DeadLetterClient Gateway(ParseResult typed) => new(GatewayClient.Of(repository, GatewayPlace.Of(typed)));

        var command = new Command("dead-letters", "List the tallies that were not taken in and wait for somebody.") { sender, all };
        GatewayPlace.AddTo(command);
        command.SetAction((typed, cancellationToken) =>
            DeadLettersCommand.ListAsync(Gateway(typed), typed.GetValue(sender), typed.GetValue(all), cancellationToken));
        command.Add(Show(Gateway));
        command.Add(Mend(Gateway));
        command.Add(SendAgain(Gateway));
        command.Add(Discard(Gateway));
        return command;
    }

    private static Command Show(Func<ParseResult, DeadLetterClient> gateway)
    {
        var id = Id();
        var show = new Command("show", "Print one, with what it holds.") { id };
        show.SetAction((typed, cancellationToken) => DeadLettersCommand.ShowAsync(gateway(typed), typed.GetValue(id)!, cancellationToken));
        return show;
    }

    private static Command Mend(Func<ParseResult, DeadLetterClient> gateway)
    {
        var id = Id();
        var value = new Option<decimal?>("--value") { Description = "Another value, all else as it came." };
        var body = new Option<FileInfo>("--body") { Description = "A file with the whole tally." };
        body.AcceptExistingOnly();
        var edit = new Option<bool>("--edit") { Description = "Edit what came, in $EDITOR." };
        var mend = new Command("mend", "Mend one and send it again. What came is kept.") { id, value, body, edit };
        mend.Validators.Add(typed =>
        {
            if (((bool[])[typed.GetResult(value) is not null, typed.GetResult(body) is not null, typed.GetValue(edit)]).Count(given => given) != 1)
            {
                typed.AddError("Say how to mend it: --value N, --body FILE or --edit.");
            }
        });
        mend.SetAction((typed, cancellationToken) => DeadLettersCommand.MendAsync(
            gateway(typed), typed.GetValue(id)!, typed.GetValue(value), typed.GetValue(body), typed.GetValue(edit), cancellationToken));
        return mend;
    }

    private static Command SendAgain(Func<ParseResult, DeadLetterClient> gateway)
    {
        var id = new Argument<string?>("id") { Description = "Which, as the list has it.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "All that wait, the oldest first." };
        var overNewer = new Option<bool>("--over-newer") { Description = "Also where another number was recorded for the same period since." };
        var again = new Command("send-again", "Send one again as it came, for instance since its measure has been registered.") { id, all, overNewer };
        again.Validators.Add(typed =>
        {
            if ((typed.GetValue(id) is null) != typed.GetValue(all))
            {
                typed.AddError("Say which: an id or --all.");
            }
        });
        again.SetAction((typed, cancellationToken) => typed.GetValue(id) is { } one
            ? DeadLettersCommand.SendAgainAsync(gateway(typed), one, typed.GetValue(overNewer), cancellationToken)
            : DeadLettersCommand.SendAllAgainAsync(gateway(typed), typed.GetValue(overNewer), cancellationToken));
        return again;
    }

    private static Command Discard(Func<ParseResult, DeadLetterClient> gateway)
    {
        var id = Id();
        var reason = new Option<string>("--reason") { Description = "Why; no names of persons.", Required = true };
        var discard = new Command("discard", "Decide that one is not to be taken in.") { id, reason };
        discard.SetAction((typed, cancellationToken) =>
            DeadLettersCommand.DiscardAsync(gateway(typed), typed.GetValue(id)!, typed.GetValue(reason)!, cancellationToken));
        return discard;
    }

    private static Argument<string> Id() => new("id") { Description = "Which, as the list has it." };
}
