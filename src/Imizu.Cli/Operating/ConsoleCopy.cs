using System.Text;
using Imizu.Dashboard.Resources;

namespace Imizu.Cli.Operating;

/// <summary>Copies a resource's console to a terminal, or to whatever stands in its place, without the stack's secrets.</summary>
/// <param name="console">The console.</param>
/// <param name="masking">Knows the secrets.</param>
/// <param name="output">Where to.</param>
internal sealed class ConsoleCopy(ConsoleLog console, Masking masking, Stream output)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Copies the lines that are there, and then, until it is over, what comes.</summary>
    /// <param name="follows">Whether it goes on.</param>
    /// <param name="over">Ends the following.</param>
    public async Task RunAsync(bool follows, CancellationToken over)
    {
        await WriteAsync(console.Read(), over);
        if (!follows)
        {
            await WriteAsync(masking.Hide(console.Begun), over);
        }
        try
        {
            while (follows)
            {
                if (console.Read() is { Count: > 0 } news)
                {
                    await WriteAsync(news, over);
                }
                else
                {
                    await Task.Delay(Look, over);
                }
            }
        }
        catch (OperationCanceledException) when (follows)
        {
            // That is how a following ends.
        }
    }

    private Task WriteAsync(IReadOnlyList<string> lines, CancellationToken over) =>
        WriteAsync(string.Concat(lines.Select(line => masking.Hide(line) + "\n")), over);

    private async Task WriteAsync(string text, CancellationToken over)
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(text), over);
        await output.FlushAsync(over);
    }
}
