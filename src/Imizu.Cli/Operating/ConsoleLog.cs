namespace Imizu.Cli.Operating;

/// <summary>A resource's console, which is two files: once the first is full it becomes <c>.1</c>, and another takes its place.</summary>
internal sealed class ConsoleLog(string path)
{
    private const byte LineEnd = (byte)'\n';
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Those that a data folder has, by their resources' names.</summary>
    public static IReadOnlyList<string> In(string data) => !Directory.Exists(Path.Combine(data, "logs")) ? [] :
        [.. Directory.GetFiles(Path.Combine(data, "logs"), "*.log").Select(file => Path.GetFileNameWithoutExtension(file)!).Order()];

    /// <summary>One of a data folder's.</summary>
    public static ConsoleLog Of(string data, string resource) => new(Path.Combine(data, "logs", resource + ".log"));

    /// <summary>Copies its last lines, and then, until it is over, what comes.</summary>
    /// <param name="lines">How many.</param>
    /// <param name="follows">Whether it goes on.</param>
    /// <param name="output">Where to: bytes, for the lines are the resource's own.</param>
    /// <param name="over">Ends the following.</param>
    public async Task CopyAsync(int lines, bool follows, Stream output, CancellationToken over)
    {
        var (file, text) = await OpenAsync(over);
        try
        {
            await output.WriteAsync(LastLines(text, lines), over);
            await output.FlushAsync(over);
            while (follows)
            {
                // Asked before it is read to its end: what was still written to it then is read.
                var isFull = IsMoved(file);
                await file.CopyToAsync(output, over);
                await output.FlushAsync(over);
                if (isFull && File.Exists(path))
                {
                    await file.DisposeAsync();
                    file = Open(path);
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
        finally
        {
            await file.DisposeAsync();
        }
    }

    /// <summary>The file that is written to, read to its end, and all that is there of both.</summary>
    private async Task<(FileStream File, ReadOnlyMemory<byte> Text)> OpenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var file = Open(path);
            var text = new MemoryStream();
            if (File.Exists(path + ".1"))
            {
                await using var before = Open(path + ".1");
                await before.CopyToAsync(text, cancellationToken);
            }
            await file.CopyToAsync(text, cancellationToken);
            if (!IsMoved(file))
            {
                return (file, text.GetBuffer().AsMemory(0, (int)text.Length));
            }
            // It was moved meanwhile, and has perhaps been read twice.
            await file.DisposeAsync();
        }
    }

    // What the kernel says of an open file follows it when it is renamed.
    private bool IsMoved(FileStream file) =>
        new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget is { } now && Path.GetFileName(now) != Path.GetFileName(path);

    private static FileStream Open(string file) => new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static ReadOnlyMemory<byte> LastLines(ReadOnlyMemory<byte> text, int lines)
    {
        var start = text.Span is [.., LineEnd] ? text.Length - 1 : text.Length;
        for (var left = lines; left > 0 && start >= 0; left--)
        {
            start = text.Span[..start].LastIndexOf(LineEnd);
        }
        return lines == 0 ? default : text[(start + 1)..];
    }
}
