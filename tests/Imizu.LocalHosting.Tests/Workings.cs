using System.Globalization;

namespace Imizu.LocalHosting.Tests;

/// <summary>What runs on this machine that works for a stack, whatever its parent.</summary>
internal static class Workings
{
    /// <summary>The command lines of all processes that name the folder, in arguments or environment, or that work in it.</summary>
    public static IReadOnlyList<string> Of(string folder) =>
        [.. Numbers(folder).Select(process => $"{process} {Read($"/proc/{process}", "cmdline").Replace('\0', ' ')}")];

    /// <summary>The processes themselves, told apart from later ones of the same numbers.</summary>
    public static IReadOnlyList<ProcessIdentity> ProcessesOf(string folder) => [.. Numbers(folder).Select(ProcessIdentity.Of).OfType<ProcessIdentity>()];

    private static IEnumerable<int> Numbers(string folder) =>
        from process in Directory.EnumerateDirectories("/proc")
        let number = int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var pid) ? pid : 0
        where number > 0 && number != Environment.ProcessId && Mentions(process, folder)
        select number;

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
