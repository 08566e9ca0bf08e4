using System.Text.Json;

namespace Imizu.LocalHosting;

/// <summary>
/// Where a stack keeps all that it has: the servers' data, secrets, logs, and what it is doing now. The folder is the
/// stack's own, and closed to others.
/// </summary>
internal sealed class DataFolder(string path) : IDisposable
{
    public const string StateFile = "stack.json";
    private const string LockFile = "stack.lock";
    private const string Chosen = "with ./imizu up --data FOLDER, or --LocalHosting:DataFolder=FOLDER.";
    private const UnixFileMode Readable = OwnerOnly.File | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Passable = OwnerOnly.Folder | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };
    private FileStream? _claim;

    /// <summary>Full path.</summary>
    public string Root { get; } = Path.GetFullPath(path);

    /// <summary>Keeps other stacks out, until disposed of or the process ends, however it ends.</summary>
    /// <exception cref="StackRefusedException">Another stack runs on the folder, or all users share it, as they do /tmp.</exception>
    public void Claim()
    {
        // To close that one would be the end of it for everybody.
        if (Directory.Exists(Root) && File.GetUnixFileMode(Root).HasFlag(UnixFileMode.StickyBit))
        {
            throw new StackRefusedException(
                $"{Root} is shared by all users: choose a folder of the stack's own {Chosen}");
        }

        // Where we are root, PostgreSQL runs as another user, who has to pass through to a folder of its own. Closed to
        // that user, it would need a capability with which it could read everything.
        try
        {
            if (IsSomebodyElses())
            {
                throw new StackRefusedException($"{Root} has other things in it: choose a folder of the stack's own {Chosen}");
            }

            OwnerOnly.CreateFolder(Root, Environment.IsPrivilegedProcess ? Passable : OwnerOnly.Folder);
            OwnerOnly.CreateFolder(At("logs"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StackRefusedException($"{Root} cannot be made or written: {e.Message} Choose another folder {Chosen}");
        }

        try
        {
            _claim = new FileStream(At(LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StackRefusedException(
                $"Another stack (process {StackState.Read(Root)?.Host.Pid}) runs on {Root}: "
                + $"stop that one, or choose another folder {Chosen}");
        }
    }

    // A home, a repository: it would be closed to others and filled. The command line keeps what the host prints in it, before the first start.
    private bool IsSomebodyElses() => Directory.Exists(Root) && !File.Exists(At(LockFile))
        && Directory.EnumerateFileSystemEntries(Root).Any(entry =>
            entry != At("logs") || Directory.EnumerateFileSystemEntries(entry).Any(log => log != At("logs", "host.log")));

    /// <summary>A path in the folder.</summary>
    public string At(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>Where a resource's output goes.</summary>
    public LogFile LogOf(string resource) => new(At("logs", resource + ".log"));

    /// <summary>Reads a file of the folder; null if there is none.</summary>
    public T? Read<T>(string file)
        where T : class => Read<T>(Root, file);

    /// <inheritdoc cref="Read{T}(string)" />
    public static T? Read<T>(string folder, string file)
        where T : class
    {
        var full = Path.Combine(folder, file);
        return File.Exists(full) ? JsonSerializer.Deserialize<T>(File.ReadAllText(full), Indented) : null;
    }

    /// <summary>Writes a file of the folder, whole or not at all.</summary>
    public void Write<T>(string file, T content, bool secret = false)
    {
        var full = At(file);
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = secret ? OwnerOnly.File : Readable,
        };
        File.Delete(full + ".new");
        using (var stream = new FileStream(full + ".new", options))
        {
            JsonSerializer.Serialize(stream, content, Indented);
        }

        File.Move(full + ".new", full, overwrite: true);
    }

    /// <inheritdoc />
    public void Dispose() => _claim?.Dispose();
}
