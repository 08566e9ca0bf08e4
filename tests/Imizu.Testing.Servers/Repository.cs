namespace Imizu.Testing.Servers;

/// <summary>Where things stand in the working tree that these tests were built in.</summary>
public static class Repository
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory);

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Above(Output).First(folder => File.Exists(Path.Combine(folder.FullName, "Imizu.sln"))).FullName;

    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration { get; } = Output.Parent!.Name;

    /// <summary>A project's program, built in the same configuration.</summary>
    /// <param name="folder">The project's folder.</param>
    /// <param name="assembly">Its name.</param>
    /// <param name="output">Its output folder.</param>
    public static string Built(string folder, string assembly, string output = "bin") =>
        Path.Combine(Root, folder, output, Configuration, "net10.0", $"{assembly}.dll");

    private static IEnumerable<DirectoryInfo> Above(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
        {
            yield return folder;
        }
    }
}
