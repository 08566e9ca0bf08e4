using Imizu.LocalStack;

namespace Imizu.Cli.Backups;

/// <summary>
/// Where a restore works: a folder beside its target, which it becomes once all is well. What is broken off, even by a kill, is never
/// taken for a stack's data.
/// </summary>
internal sealed class RestoreFolder : IDisposable
{
    // As stack.json calls RabbitMQ's kind.
    private const string Broker = "rabbitmq";

    // Says that what is here was left for somebody to look at.
    private const string Left = "left-by-restore";

    private readonly string _target;
    private FileStream? _turn;

    private RestoreFolder(string target) => _target = target;

    /// <summary>The folder to work in.</summary>
    public string Path => _target + ".restoring";

    /// <summary>Makes ready for a target, which is missing or empty; what an earlier restore left behind is removed.</summary>
    /// <exception cref="BackupException">There is something in the target, or another restore is at work.</exception>
    public static RestoreFolder Prepare(string target)
    {
        var folder = new RestoreFolder(System.IO.Path.GetFullPath(target).TrimEnd(System.IO.Path.DirectorySeparatorChar));
        if (File.Exists(folder._target) || Directory.Exists(folder._target) && Directory.EnumerateFileSystemEntries(folder._target).Any())
        {
            throw new BackupException(
                $"{folder._target} is not empty, and a restore never overwrites. Move it away (with no stack running on it), or choose another with --data FOLDER.");
        }
        folder.TakeTurn();
        if (File.Exists(System.IO.Path.Combine(folder.Path, Left)))
        {
            folder.Dispose();
            throw new BackupException($"{folder.Path} is what an earlier restore has left for you: move it away, or remove it, and try again.");
        }
        if (StackState.Read(folder.Path) is { IsRunning: true } running)
        {
            folder.Dispose();
            throw new BackupException(
                $"Another restore into {folder._target} is at work (process {running.Host.Pid}). If it was killed, end its stack first: ./imizu down --data {folder.Path}");
        }
        folder.Remove();
        return folder;
    }

    /// <summary>Makes it the target.</summary>
    /// <exception cref="BackupException">The target is no longer empty, or cannot be replaced.</exception>
    public void Become()
    {
        try
        {
            ForgetBroker();
            if (Directory.Exists(_target))
            {
                // Refuses where something has come into it meanwhile.
                Directory.Delete(_target);
            }
            Directory.Move(Path, _target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Leave();
            throw new BackupException($"All is restored and checked, but stays in {Path}, for it cannot be moved to {_target}: {e.Message}");
        }
    }

    /// <summary>
    /// A broker's queues know the folder that they were made in, and take nothing in once it has moved. Nothing in them is needed: the
    /// journal has been found complete. The next start makes them anew.
    /// </summary>
    private void ForgetBroker()
    {
        foreach (var broker in StackState.Read(Path)!.Resources.Where(resource => resource.Kind == Broker))
        {
            Directory.Delete(System.IO.Path.Combine(Path, broker.Name), recursive: true);
        }
    }

    /// <summary>Leaves it for somebody to look at: no later restore removes it.</summary>
    public void Leave() => File.WriteAllText(System.IO.Path.Combine(Path, Left), "");

    /// <summary>Lets others restore into the target.</summary>
    public void Dispose() => _turn?.Dispose();

    /// <summary>One restore into a target at a time; a killed one's turn ends with it.</summary>
    private void TakeTurn()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_target)!);
            _turn = new FileStream(Path + ".lock", new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.DeleteOnClose,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"Another restore into {_target} is at work, or nothing can be written beside it: {e.Message}");
        }
    }

    /// <summary>Removes it with all that is in it.</summary>
    public void Remove()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
