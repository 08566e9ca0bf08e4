using System.Diagnostics;
using Imizu.Operations.Loading;

namespace Imizu.Cli.DeadLetters;

/// <summary>Lets somebody edit a body in the editor of their own.</summary>
internal static class EditedBody
{
    /// <summary>What it is after editing; null where it was left as it was.</summary>
    /// <exception cref="OperationFailedException">The editor failed.</exception>
    public static async Task<string?> OfAsync(string body, CancellationToken cancellationToken)
    {
        // Nobody else's to read: it is in a folder of its own.
        var folder = Directory.CreateTempSubdirectory("imizu-edit-");
        try
        {
            var file = Path.Combine(folder.FullName, "tally.json");
            await File.WriteAllTextAsync(file, body, cancellationToken);
            var editor = Environment.GetEnvironmentVariable("EDITOR") is { Length: > 0 } chosen ? chosen : "vi";
            // $EDITOR may come with options, as in "code --wait".
            using var process = Process.Start("sh", ["-c", $"{editor} \"$1\"", "sh", file]);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new OperationFailedException($"The editor ({editor}) ended with {process.ExitCode}; nothing was sent.");
            }
            var edited = await File.ReadAllTextAsync(file, cancellationToken);
            return edited == body ? null : edited;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
