using Imizu.Gateway.Accounts;
using Microsoft.Extensions.Options;

namespace Imizu.Gateway.Doors;

/// <summary>One sender's files. Whatever happens to one of them, the others have their turn.</summary>
internal sealed partial class InboxTurn(
    InboxDesk desk, InboxQuiet quiet, InboxPatience patience, InboxFile files, IOptions<InboxOptions> options, TimeProvider clock, ILogger<InboxTurn> log)
{
    private readonly InboxOrder _order = new();

    /// <summary>What waits, and behind which it has been said to.</summary>
    private readonly Dictionary<string, string> _said = [];

    private string Sender => AccountName.IsValid(desk.Sender) ? desk.Sender : "no account";

    /// <summary>Goes on with what was begun, then takes what has stopped changing, the oldest first.</summary>
    public Task Take(CancellationToken cancellationToken) => Alone(desk.Own, async () =>
    {
        // Away from whoever gives the turns.
        await Task.Yield();
        var begun = desk.Begun();
        _order.Only(begun.Select(file => file.Name));
        foreach (var gone in _said.Keys.Except(begun.Select(file => file.Name)).ToList())
        {
            _said.Remove(gone);
        }
        foreach (var file in begun)
        {
            await Take(file, cancellationToken);
        }
        quiet.Begin();
        if (new DirectoryInfo(desk.Theirs) is { Exists: true, LinkTarget: null } folder)
        {
            foreach (var file in folder.EnumerateFiles().Where(IsTallies).OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal))
            {
                if (desk.Begun().Count >= options.Value.MostBegun)
                {
                    // Too much stays where it is, in its sender's folder, until some of what was begun is decided.
                    break;
                }
                await Alone(file.FullName, () => quiet.Is(file) ? Take(desk.Claim(file, clock.GetUtcNow()), cancellationToken) : Task.CompletedTask, cancellationToken);
            }
        }
    }, cancellationToken);

    private Task Take(ClaimedFile file, CancellationToken cancellationToken)
    {
        if (_order.Before(file.Name) is { } earlier)
        {
            SayOnce(file.Name, earlier);
            return Task.CompletedTask;
        }
        return Alone(file.Path, () => files.Take(file, _order, patience.Errors(file.Path), cancellationToken), cancellationToken);
    }

    private void SayOnce(string name, string earlier)
    {
        if (_said.GetValueOrDefault(name) != earlier)
        {
            _said[name] = earlier;
            LogBehind(Sender, InboxName.Mark(name), InboxName.Mark(earlier));
        }
    }

    /// <summary>What programs put beside a file that they still write is left alone, and so is what this door laid there.</summary>
    private static bool IsTallies(FileInfo file) => file.Name[0] is not ('.' or '~') && !InboxFile.IsAnswer(file.Name)
        && file.Extension.ToLowerInvariant() is not (".tmp" or ".part" or ".filepart" or ".crdownload");

    private async Task Alone(string path, Func<Task> work, CancellationToken cancellationToken)
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
            LogWaits(Sender, e.GetType().Name, patience.Failed(path, LastResort.IsError(e)).TotalSeconds);
        }
    }

    [LoggerMessage(EventId = 3110, Level = LogLevel.Warning, Message = "A file of {Sender} waits ({Because}); trying again in {Seconds} s")]
    private partial void LogWaits(string sender, string because, double seconds);

    [LoggerMessage(EventId = 3117, Level = LogLevel.Warning, Message = "A file of {Sender} ({File}) waits behind {Earlier}, which came before it and has one of its measures, or cannot be read yet")]
    private partial void LogBehind(string sender, string file, string earlier);
}
