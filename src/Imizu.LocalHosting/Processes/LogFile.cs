namespace Imizu.LocalHosting;

/// <summary>What a resource prints, in a file that doesn't grow for ever: the one before it is kept, as <c>.1</c>.</summary>
internal sealed class LogFile(string path)
{
    private const long MaximumBytes = 10 * 1024 * 1024;
    private readonly Lock _gate = new();

    /// <summary>Copies all that comes, until the writer ends.</summary>
    public async Task CopyAsync(Stream source)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (var read = await source.ReadAsync(buffer); read > 0; read = await source.ReadAsync(buffer))
            {
                Append(buffer.AsSpan(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process has gone and taken its end of the pipe with it.
        }
    }

    /// <summary>Adds a line of the host's own, which says when and by whom it was written: what becomes of the process is no word of the process's.</summary>
    public void Tell(DateTimeOffset moment, string line) => WriteLine($"[stack {moment.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z] {line}");

    /// <summary>Adds a line.</summary>
    public void WriteLine(string line) => Append(System.Text.Encoding.UTF8.GetBytes(line + Environment.NewLine));

    private void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (File.Exists(path) && new FileInfo(path).Length > MaximumBytes)
            {
                File.Move(path, path + ".1", overwrite: true);
            }

            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.Write(bytes);
        }
    }
}
