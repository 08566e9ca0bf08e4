using System.Text;

namespace Imizu.Gateway.Doors;

/// <summary>Puts away a file that is done with, and tells its sender. Nothing is ever written over.</summary>
internal sealed partial class InboxPlacing(ILogger<InboxPlacing> log)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Shown = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Whether what became of it was written, before something cut the gateway off.</summary>
    public static bool IsDecided(ClaimedFile file, string kind, string ending) => File.Exists(Beside(file, kind, ending));

    /// <summary>The text first, whole or not at all, then the file: what lies in the other folder has its text beside it.</summary>
    public async Task PutAway(ClaimedFile file, string kind, string ending, string text, CancellationToken cancellationToken)
    {
        var beside = Beside(file, kind, ending);
        if (!File.Exists(beside))
        {
            var half = Path.Combine(file.Desk.In(kind), $".{file.Name}.half");
            await Write(half, text, Private, cancellationToken);
            File.Move(half, beside, overwrite: true);
        }
        await Tell(file, ending, await File.ReadAllTextAsync(beside, cancellationToken), cancellationToken);
        if (new FileInfo(file.Path).LinkTarget is not null)
        {
            // Nobody is to follow it later, either.
            File.Delete(file.Path);
            return;
        }
        // One rename within folders that only the gateway enters, to a name that no other file gets: with the flag, .NET does not link and delete instead.
        File.Move(file.Path, Path.Combine(file.Desk.In(kind), file.Name), overwrite: true);
    }

    private static string Beside(ClaimedFile file, string kind, string ending) => Path.Combine(file.Desk.In(kind), $"{file.Name}.{ending}");

    /// <summary>Moves a copy into the sender's folder, under a name that was not there: what is there, a link too, makes the move fail, and is not followed.</summary>
    private async Task Tell(ClaimedFile file, string ending, string text, CancellationToken cancellationToken)
    {
        var copy = Path.Combine(file.Desk.In(InboxDesk.Working), $".{file.Name}.copy");
        await Write(copy, text, Shown, cancellationToken);
        try
        {
            if (new DirectoryInfo(file.Desk.Theirs) is { Exists: true, LinkTarget: null })
            {
                File.Move(copy, Path.Combine(file.Desk.Theirs, InboxName.Beside(file.Name, ending)), overwrite: false);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Told before the gateway was cut off, or the folder cannot be written: the text lies beside the file in any case.
            LogUntold(e.GetType().Name);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static async Task Write(string path, string text, UnixFileMode mode, CancellationToken cancellationToken)
    {
        File.Delete(path);
        await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Private });
        // With the mark that Excel in Japan needs.
        await file.WriteAsync((byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], cancellationToken);
        file.Flush(flushToDisk: true);
        File.SetUnixFileMode(file.SafeFileHandle, mode);
    }

    [LoggerMessage(EventId = 3114, Level = LogLevel.Warning, Message = "A result was not laid into the sender's folder ({Because}); it is in the gateway's")]
    private partial void LogUntold(string because);
}
