using System.Text;

namespace Imizu.Dashboard.Resources;

/// <summary>
/// Follows a resource's console, line by line: first the last lines of what is there, then what comes. It is two files: once the
/// first is full it becomes <c>.1</c>, and another takes its place.
/// </summary>
/// <param name="path">The file that is written to.</param>
/// <param name="lines">How many of the lines that are there at first.</param>
public sealed class ConsoleLog(string path, int lines) : IDisposable
{
    private const byte LineEnd = (byte)'\n';
    private const int MostBytes = 1024 * 1024;
    private FileStream? _file;
    private byte[] _begun = [];

    /// <summary>The line that was begun and has no end yet.</summary>
    public string Begun => Encoding.UTF8.GetString(_begun);

    /// <summary>The consoles that a data folder has, by their resources' names.</summary>
    public static IReadOnlyList<string> In(string data) => !Directory.Exists(Path.Combine(data, "logs")) ? [] :
        [.. Directory.GetFiles(Path.Combine(data, "logs"), "*.log").Select(file => Path.GetFileNameWithoutExtension(file)!).Order()];

    /// <summary>The file of one of them.</summary>
    public static string PathOf(string data, string resource) => Path.Combine(data, "logs", resource + ".log");

    /// <summary>The whole lines that have come since the last time, or a part of them where there are very many.</summary>
    public IReadOnlyList<string> Read()
    {
        try
        {
            return _file is null ? ReadFirst() : ReadNext(_file);
        }
        catch (FileNotFoundException)
        {
            // Nothing was printed yet, or it is just being replaced.
            return [];
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file?.Dispose();

    private IReadOnlyList<string> ReadFirst()
    {
        while (true)
        {
            var file = Open(path);
            var text = Rest(file);
            if (File.Exists(path + ".1") && text.AsSpan().Count(LineEnd) < lines)
            {
                using var before = Open(path + ".1");
                text = [.. Rest(before), .. text];
            }

            if (!IsMoved(file))
            {
                _file = file;
                return WholeLines(Last(text));
            }

            // It was moved meanwhile, and has perhaps been read twice.
            file.Dispose();
        }
    }

    private IReadOnlyList<string> ReadNext(FileStream file)
    {
        if (file.Position > file.Length)
        {
            // Somebody has emptied it.
            (file.Position, _begun) = (0, []);
        }

        // Asked before it is read to its end: what was still written to it then is read.
        var isFull = IsMoved(file);
        var news = Rest(file);
        if (news.Length > 0 || !isFull)
        {
            return WholeLines(news);
        }

        _file = Open(path);
        file.Dispose();
        return ReadNext(_file);
    }

    private byte[] Rest(FileStream file)
    {
        var length = file.Length - file.Position;
        var buffer = new byte[_file is null ? length : Math.Min(length, MostBytes)];
        return buffer[..file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
    }

    private ReadOnlySpan<byte> Last(ReadOnlySpan<byte> text)
    {
        var start = text is [.., LineEnd] ? text.Length - 1 : text.Length;
        for (var left = lines; left > 0 && start >= 0; left--)
        {
            start = text[..start].LastIndexOf(LineEnd);
        }

        return lines == 0 ? [] : text[(start + 1)..];
    }

    private IReadOnlyList<string> WholeLines(ReadOnlySpan<byte> news)
    {
        byte[] text = [.. _begun, .. news];
        // What comes after the last line's end may be half a sign, or half a secret. A line without end is cut somewhere.
        var end = text.AsSpan().LastIndexOf(LineEnd) is var last && last < 0 && text.Length >= MostBytes ? text.Length : last + 1;
        _begun = text[end..];
        var whole = text.AsSpan(0, end);
        return end == 0 ? [] : [.. Encoding.UTF8.GetString(whole is [.., LineEnd] ? whole[..^1] : whole).Split('\n').Select(line => line.TrimEnd('\r'))];
    }

    // What the kernel says of an open file follows it when it is renamed.
    private bool IsMoved(FileStream file) =>
        new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget is { } now && Path.GetFileName(now) != Path.GetFileName(path);

    private static FileStream Open(string file) => new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
