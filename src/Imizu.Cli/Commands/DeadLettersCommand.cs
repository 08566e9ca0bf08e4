using Imizu.Cli.DeadLetters;
using Imizu.Operations.Loading;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu dead-letters</c>: the tallies that were not taken in, and what is to become of them.</summary>
internal static class DeadLettersCommand
{
    public static async Task<int> ListAsync(DeadLetterClient gateway, string? sender, bool all, CancellationToken cancellationToken)
    {
        Print(DeadLetterText.Table(await gateway.List(sender, all, cancellationToken)));
        return 0;
    }

    public static async Task<int> ShowAsync(DeadLetterClient gateway, string id, CancellationToken cancellationToken)
    {
        Print(DeadLetterText.Whole(await gateway.Show(id, cancellationToken)));
        return 0;
    }

    /// <returns>0 where it was taken in; what is refused again is thrown, and the letter waits on.</returns>
    public static async Task<int> MendAsync(DeadLetterClient gateway, string id, decimal? value, FileInfo? body, bool edit, CancellationToken cancellationToken)
    {
        var text = body is null ? null : await File.ReadAllTextAsync(body.FullName, cancellationToken);
        if (edit && (text = await EditedBody.OfAsync((await gateway.Show(id, cancellationToken)).Body, cancellationToken)) is null)
        {
            throw new OperationFailedException("Nothing was changed; nothing was sent.");
        }
        await gateway.SendAgain(id, text, value, overNewer: false, cancellationToken);
        Console.WriteLine($"{id} was mended, sent again, and taken in.");
        return 0;
    }

    public static async Task<int> SendAgainAsync(DeadLetterClient gateway, string id, bool overNewer, CancellationToken cancellationToken)
    {
        await gateway.SendAgain(id, body: null, value: null, overNewer, cancellationToken);
        Console.WriteLine($"{id} was sent again, and taken in.");
        return 0;
    }

    /// <summary>Sends all again that wait, the oldest first, for a later number of the same period is to stand.</summary>
    /// <returns>0 where all were taken in, 1 where some wait on.</returns>
    public static async Task<int> SendAllAgainAsync(DeadLetterClient gateway, bool overNewer, CancellationToken cancellationToken)
    {
        var letters = await gateway.List(sender: null, all: false, cancellationToken);
        var (taken, refused) = (0, 0);
        try
        {
            foreach (var letter in letters.Reverse())
            {
                try
                {
                    await gateway.SendAgain(letter.Id, body: null, value: null, overNewer, cancellationToken);
                    taken++;
                }
                catch (OperationFailedException because)
                {
                    refused++;
                    await Console.Error.WriteLineAsync($"{letter.Id} {because.Message}");
                }
            }
        }
        finally
        {
            // Also where the gateway went away meanwhile: what was sent again until then is done.
            var left = letters.Count - taken - refused;
            Console.WriteLine($"Taken in: {taken:N0}. Refused again: {refused:N0}.{(left > 0 ? $" Without an answer, or not sent: {left:N0}." : "")}");
        }
        return refused == 0 ? 0 : 1;
    }

    public static async Task<int> DiscardAsync(DeadLetterClient gateway, string id, string reason, CancellationToken cancellationToken)
    {
        await gateway.Discard(id, reason, cancellationToken);
        Console.WriteLine($"{id} was discarded. It is kept, with the reason.");
        return 0;
    }

    private static void Print(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.WriteLine(line);
        }
    }
}
