using System.Globalization;

namespace Imizu.LocalHosting.Tests;

/// <summary>What runs on this machine that works for a stack, whatever its parent.</summary>
internal static class Workings
{
    /// <summary>The command lines of all processes that name the folder, in arguments or environment, or that work in it.</summary>
    public static IReadOnlyList<string> Of(string folder) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Where(process => int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out _))
            .Where(process => Path.GetFileName(process) != $"{Environment.ProcessId}")
            .Where(process => Mentions(process, folder))
            .Select(process => $"{Path.GetFileName(process)} {Read(process, "cmdline").Replace('\0', ' ')}"),
    ];

    private static bool Mentions(string process, string folder) =>
        Read(process, "cmdline").Contains(folder, StringComparison.Ordinal)
        || Read(process, "environ").Contains(folder, StringComparison.Ordinal)
        || (ProcessIdentity.Of(int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture)) is not null
            && new FileInfo(Path.Combine(process, "cwd")).LinkTarget?.StartsWith(folder, StringComparison.Ordinal) is true);

    private static string Read(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
