using System.Text.RegularExpressions;
using Imizu.Cli.Stack;

namespace Imizu.Cli.Testing;

/// <summary>A project of tests, and the program that it is built to.</summary>
internal sealed partial record TestProject(string Name, string Assembly)
{
    /// <summary>The projects under tests/ that are programs of xunit: those that start whole stacks first, for they take longest, and each part by name.</summary>
    public static IReadOnlyList<TestProject> In(Repository repository) =>
    [
        .. from file in Directory.EnumerateFiles(repository.Tests, "*.csproj", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
           let project = File.ReadAllText(file)
           where Xunit().IsMatch(project)
           let name = Path.GetFileNameWithoutExtension(file)
           orderby !project.Contains("Imizu.AppHost.csproj", StringComparison.Ordinal), name
           select new TestProject(name, repository.BuiltTest(name)),
    ];

    [GeneratedRegex("Include=\"([A-Za-z.]+\\.)?xunit\\.v3\"", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Xunit();
}
