using Imizu.Gateway.Accounts;

namespace Imizu.Gateway.Doors;

/// <summary>One look at all that is there. Whatever happens to a file or a folder, the others have their turn.</summary>
internal sealed partial class InboxLook(
    InboxFolders folders, InboxQuiet quiet, InboxPatience patience, InboxFile files, TimeProvider clock, ILogger<InboxLook> log)
{
    /// <summary>Goes on with what was begun, then takes what has stopped changing, each sender's oldest file first.</summary>
    public async Task Once(CancellationToken cancellationToken)
    {
        quiet.Begin();
        foreach (var desk in folders.Desks())
        {
            await Alone(desk.Own, desk.Sender, async () =>
            {
                foreach (var file in desk.Begun())
                {
                    await Take(file, cancellationToken);
                }
            }, cancellationToken);
        }
        foreach (var folder in folders.OfSenders())
        {
            await Alone(folder.FullName, folder.Name, () => Claim(folder, cancellationToken), cancellationToken);
        }
    }

    private async Task Claim(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        var desk = folders.Desk(folder.Name);
        foreach (var file in folder.EnumerateFiles().Where(IsTallies).OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal))
        {
            await Alone(file.FullName, desk.Sender, () => quiet.Is(file) ? Take(desk.Claim(file, clock.GetLocalNow()), cancellationToken) : Task.CompletedTask, cancellationToken);
        }
    }

    private Task Take(ClaimedFile file, CancellationToken cancellationToken) =>
        Alone(file.Path, file.Desk.Sender, () => files.Take(file, cancellationToken), cancellationToken);

    /// <summary>What programs put beside a file that they still write is left alone, and so is what this door laid there.</summary>
    private static bool IsTallies(FileInfo file) => file.Name[0] is not ('.' or '~') && !InboxFile.IsAnswer(file.Name)
        && file.Extension.ToLowerInvariant() is not (".tmp" or ".part" or ".filepart" or ".crdownload");

    private async Task Alone(string path, string sender, Func<Task> work, CancellationToken cancellationToken)
    {
        if (patience.Waits(path))
        {
            return;
        }
        try
        {
            await work();
            patience.Worked(path);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The kind alone: a message may hold a path, or something of the content.
            LogWaits(AccountName.IsValid(sender) ? sender : "no account", e.GetType().Name, patience.Failed(path).TotalSeconds);
        }
    }

    [LoggerMessage(EventId = 3110, Level = LogLevel.Warning, Message = "A file of {Sender} waits ({Because}); trying again in {Seconds} s")]
    private partial void LogWaits(string sender, string because, double seconds);
}
