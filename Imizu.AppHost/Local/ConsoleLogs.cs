using System.Globalization;
using System.Text.RegularExpressions;
using Imizu.LocalStack;

namespace Imizu.AppHost.Local;

/// <summary>The console output of the stack's resources in files of the data folder. They outlive the stack; the run before is kept beside.</summary>
internal sealed partial class ConsoleLogs(ResourceLoggerService loggers, DataFolder data)
{
    /// <summary>Copies a resource's console output into its file, from now on.</summary>
    /// <param name="resourceId">The resource, or one replica of it.</param>
    /// <param name="name">The name of its file.</param>
    /// <param name="over">Ends it.</param>
    public void Follow(string resourceId, string name, CancellationToken over) => _ = CopyAsync(resourceId, StackFiles.Log(data.Root, name), over);

    private async Task CopyAsync(string resourceId, string file, CancellationToken over)
    {
        if (File.Exists(file))
        {
            File.Move(file, file + ".before", overwrite: true);
        }

        await using var log = new StreamWriter(new FileStream(file, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = OwnerOnly.File }))
        {
            AutoFlush = true,
        };
        try
        {
            await foreach (var lines in loggers.WatchAsync(resourceId).WithCancellation(over))
            {
                await log.WriteAsync(string.Concat(lines.Select(line => Colours().Replace(WithoutTime(line.Content), "") + "\n")));
            }
        }
        catch (OperationCanceledException)
        {
            // The stack has ended.
        }
    }

    // Aspire puts the moment before each line, in UTC; programs print their own, in Japan's time.
    private static string WithoutTime(string line) =>
        line.IndexOf(' ', StringComparison.Ordinal) is var end and > 0 && line[end - 1] == 'Z' && DateTimeOffset.TryParse(line[..end], CultureInfo.InvariantCulture, out _) ? line[(end + 1)..] : line;

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Colours();
}
