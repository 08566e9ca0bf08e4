using Imizu.LocalStack;

namespace Imizu.Cli.Checking;

/// <summary>Passwords, and who can read the files that have them.</summary>
internal static class SettingsCheck
{
    private const int Shortest = 16;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private static readonly string[] Secret = [StackFiles.Secrets, StackFiles.Connections, StackFiles.Dashboard];

    public static IEnumerable<Finding> Of(Installation installation) => [.. Files(installation.Folder), .. Passwords(installation.Connections)];

    private static IEnumerable<Finding> Files(string? folder)
    {
        var files = folder is null || OperatingSystem.IsWindows() ? [] : Secret.Select(file => Path.Combine(folder, file)).Where(File.Exists).ToList();
        return files is [] ? [] : Finding.OrWell(
            [.. files.Where(file => (File.GetUnixFileMode(file) & Others) != 0).Select(file => Finding.Wrong("files", $"{file} can be read by others than its owner", $"chmod 600 {file}"))],
            "files", "what has passwords, its owner alone can read");
    }

    private static IEnumerable<Finding> Passwords(IReadOnlyDictionary<string, string> connections)
    {
        var accounts = connections.Select(connection => Installation.AccountIn(connection.Key, connection.Value)).OfType<(string Account, string Password)>().Distinct().ToList();
        return accounts is [] ? [] : Finding.OrWell(
            [
                .. accounts.Where(known => known.Password.Length < Shortest)
                    .Select(known => Finding.Wrong("passwords", $"that of {known.Account} is shorter than {Shortest} characters", "Let it be generated: docs/security.md says how to give another one.")),
                .. accounts.GroupBy(known => known.Password, known => known.Account).Where(shared => shared.Distinct().Count() > 1)
                    .Select(shared => Finding.Wrong("passwords", $"{string.Join(" and ", shared.Distinct())} have the same one", "Give each one of its own.")),
            ],
            "passwords", $"those of {accounts.Count} accounts are long, and no two alike");
    }
}
