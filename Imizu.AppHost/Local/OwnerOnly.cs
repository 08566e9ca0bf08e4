namespace Imizu.AppHost.Local;

/// <summary>
/// Files and folders that nobody but their owner can read. They are made so: one that is closed after it was written
/// has stood open for a moment.
/// </summary>
internal static class OwnerOnly
{
    public const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode Folder = File | UnixFileMode.UserExecute;

    /// <summary>Writes a file anew: one that was there could be open, and would stay so.</summary>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        System.IO.File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = File };
        await using var writer = new StreamWriter(path, options);
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
    }

    /// <summary>Makes a folder where it is missing, and closes it where others could enter.</summary>
    public static void CreateFolder(string path, UnixFileMode mode = Folder)
    {
        Directory.CreateDirectory(path, mode);
        // Only takes away: what somebody has closed more tightly stays so.
        System.IO.File.SetUnixFileMode(path, System.IO.File.GetUnixFileMode(path) & mode);
    }
}
