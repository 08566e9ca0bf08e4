namespace Imizu.LocalHosting;

/// <summary>Another user to run a program as, because it refuses root.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="PassesClosedFolders">
/// Whether the program is let through folders above its own that are closed to the user, as /root is. It gets the
/// one capability for that, and no other.
/// </param>
internal sealed record Account(string Name, bool PassesClosedFolders)
{
    public IReadOnlyList<string> SetPrivArguments =>
    [
        "--reuid", Name, "--regid", Name, "--init-groups",
        .. PassesClosedFolders ? ["--inh-caps", "+dac_override", "--ambient-caps", "+dac_override"] : Array.Empty<string>(),
    ];

    /// <summary>The user for a program that works in this folder and refuses root; null where we aren't root.</summary>
    public static Account? UnlessRootFor(string folder, string name) =>
        Environment.IsPrivilegedProcess ? new(name, FoldersAbove(folder).Any(IsClosed)) : null;

    private static IEnumerable<DirectoryInfo> FoldersAbove(string folder)
    {
        for (var above = Directory.GetParent(folder); above is not null; above = above.Parent)
        {
            yield return above;
        }
    }

    private static bool IsClosed(DirectoryInfo folder) => !folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute);
}
