using System.Text;

namespace Imizu.Dashboard.Resources;

/// <summary>Follows a file that grows: first its end, then what comes. The file may be replaced by a new one under way.</summary>
internal sealed class LogTail(string path)
{
    private const int FirstBytes = 256 * 1024;
    private const int MostBytes = 1024 * 1024;
    private long _position = -1;

    /// <summary>The lines that have come since the last time; of what was there at first, the end.</summary>
    public IReadOnlyList<string> Read()
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Read(file);
        }
        catch (FileNotFoundException)
        {
            // Nothing was printed yet, or it is just being replaced.
            return [];
        }
    }

    private IReadOnlyList<string> Read(FileStream file)
    {
        var isCut = _position < 0 && file.Length > FirstBytes;
        _position = _position < 0 ? Math.Max(0, file.Length - FirstBytes) : _position > file.Length ? 0 : _position;
        file.Position = _position;
        var buffer = new byte[Math.Min(file.Length - _position, MostBytes)];
        var read = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        // Up to the last line's end: what comes after it may be half a sign.
        var end = buffer.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
        if (end == 0 && read == MostBytes)
        {
            end = read;
        }

        _position += end;
        var lines = Encoding.UTF8.GetString(buffer, 0, end).Split('\n');
        return [.. lines.Skip(isCut ? 1 : 0).SkipLast(1).Select(line => line.TrimEnd('\r'))];
    }
}
