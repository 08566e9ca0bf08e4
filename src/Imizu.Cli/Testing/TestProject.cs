using System.Text.RegularExpressions;
using Imizu.Cli.Stack;

namespace Imizu.Cli.Testing;

/// <summary>A project of tests, and the program that it is built to.</summary>
internal sealed partial record TestProject(string Name, string Assembly)
{
    /// <summary>The projects under tests/ that are programs of xunit, in the order of their names.</summary>
    public static IReadOnlyList<TestProject> In(Repository repository) =>
    [
        .. Directory.EnumerateFiles(repository.Tests, "*.csproj", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Where(file => Xunit().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)
            .Select(name => new TestProject(name, repository.BuiltTest(name))),
    ];

    [GeneratedRegex("Include=\"([A-Za-z.]+\\.)?xunit\\.v3\"", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Xunit();
}
