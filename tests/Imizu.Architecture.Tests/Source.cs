using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Imizu.Architecture.Tests;

/// <summary>The source of what is shipped: all but the tests and the build.</summary>
internal static class Source
{
    public static readonly string Root = Path.GetFullPath(Path.Combine(ThisFolder(), "..", ".."));
    private static readonly string[] Shipped = ["Imizu.AppHost", "Imizu.ServiceDefaults", "src"];

    /// <summary>The files whose names end so, by their paths from the root.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string ending) =>
        Shipped.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), $"*{ending}", SearchOption.AllDirectories))
            .Select(file => (Path: Path.GetRelativePath(Root, file).Replace('\\', '/'), file))
            .Where(found => !found.Path.Split('/').Intersect(["bin", "obj"]).Any())
            .OrderBy(found => found.Path, StringComparer.Ordinal)
            .Select(found => (found.Path, File.ReadAllText(found.file)));

    /// <summary>Every project, by its name.</summary>
    public static IReadOnlyDictionary<string, Project> Projects { get; } = Files(".csproj").ToDictionary(
        file => Path.GetFileNameWithoutExtension(file.Path), file => Project.Read(XElement.Parse(file.Text)));

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

/// <summary>What a project says that it needs.</summary>
/// <param name="IsService">Whether it is a process that serves HTTP.</param>
/// <param name="Projects">The names of the projects that it refers to.</param>
/// <param name="Packages">The names of the packages that it refers to.</param>
internal sealed record Project(bool IsService, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    public static Project Read(XElement file) => new(
        (string?)file.Attribute("Sdk") == "Microsoft.NET.Sdk.Web",
        [.. Included(file, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))],
        [.. Included(file, "PackageReference"), .. Included(file, "FrameworkReference")]);

    private static IEnumerable<string> Included(XElement file, string kind) => file.Descendants(kind).Select(item => (string)item.Attribute("Include")!);
}
