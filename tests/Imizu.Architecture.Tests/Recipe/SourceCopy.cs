using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Xunit;

namespace Imizu.Architecture.Tests.Recipe;

/// <summary>A copy of some projects in a temporary folder, to be changed, built and looked into.</summary>
internal sealed class SourceCopy : IDisposable
{
    private static readonly string[] Built = ["bin", "node_modules"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imizu-recipe-");
    private readonly HashSet<string> _copied = [];

    private SourceCopy()
    {
    }

    /// <summary>Copies the projects in these folders, with what restoring has written, and what all projects share.</summary>
    public static SourceCopy Make(params string[] projects)
    {
        var copy = new SourceCopy();
        foreach (var file in Directory.EnumerateFiles(Source.Root, "*.*").Where(file => !Path.GetFileName(file).StartsWith(".git", StringComparison.Ordinal)).Concat(Directory.EnumerateFiles(Path.Combine(Source.Root, "tests"))))
        {
            copy.Add(file);
        }
        // Built into the tests of the contract.
        copy.Add(Path.Combine(Source.Root, "docs/control-totals.md"));
        foreach (var file in projects.SelectMany(project => Directory.EnumerateFiles(Path.Combine(Source.Root, project), "*", SearchOption.AllDirectories)))
        {
            var folders = Path.GetRelativePath(Source.Root, file).Split(Path.DirectorySeparatorChar);
            if (!folders.Intersect(Built).Any() && Array.IndexOf(folders, "obj") is var obj && (obj < 0 || obj == folders.Length - 2))
            {
                copy.Add(file);
            }
        }
        return copy;
    }

    /// <summary>Where a file or folder of the source is in the copy.</summary>
    public string PathOf(string path) => Path.Combine(_folder.FullName, path);

    /// <summary>Inserts lines behind the one that has a text.</summary>
    public void Insert(string file, string behind, string lines)
    {
        var text = File.ReadAllLines(PathOf(file)).ToList();
        var at = text.FindIndex(line => line.Contains(behind, StringComparison.Ordinal));
        Assert.True(at >= 0, $"{file} has no line any more with: {behind}. Let the recipe stand behind another one.");
        text.Insert(at + 1, lines);
        File.WriteAllLines(PathOf(file), text);
    }

    /// <summary>Builds some of its projects, as the source itself was restored.</summary>
    public Task Build(params string[] projects)
    {
        File.WriteAllText(PathOf("recipe.proj"), $"""
            <Project><Target Name="Build"><MSBuild Projects="{string.Join(';', projects.Select(project => $"{project}/{Path.GetFileName(project)}.csproj"))}" Properties="Configuration=Release;RunAnalyzers=false" BuildInParallel="true" /></Target></Project>
            """);
        return Run(["msbuild", "recipe.proj", "-nologo", "-v:q", "-m", "-nodeReuse:false"]);
    }

    /// <summary>Runs <c>dotnet</c> in it.</summary>
    public async Task Run(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{await output}{await error}");
    }

    /// <summary>The files in <c>src</c> that are not as in the source, by their paths, in their order; new ones among them.</summary>
    public IReadOnlyList<string> Changed() =>
    [
        .. Directory.EnumerateFiles(PathOf("src"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder.FullName, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Intersect([.. Built, "obj"]).Any())
            .Where(file => !_copied.Contains(file) || File.ReadAllText(PathOf(file)) != File.ReadAllText(Path.Combine(Source.Root, file))).Order(StringComparer.Ordinal),
    ];

    /// <summary>The program that a project of it was built to, and what of the copy that refers to.</summary>
    public AssemblyLoadContext Load(string project) => new Assemblies(PathOf($"{project}/bin/Release/net10.0"));

    public void Dispose() => _folder.Delete(recursive: true);

    private void Add(string file)
    {
        var path = Path.GetRelativePath(Source.Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.Copy(file, PathOf(path));
        _copied.Add(path);
    }

    /// <summary>Its own programs from there; packages, which are the same, from these tests.</summary>
    private sealed class Assemblies(string bin) : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name!.StartsWith("Imizu.", StringComparison.Ordinal) ? LoadFromAssemblyPath(Path.Combine(bin, $"{assemblyName.Name}.dll")) : null;
    }
}
