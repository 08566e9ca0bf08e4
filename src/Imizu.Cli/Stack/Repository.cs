namespace Imizu.Cli.Stack;

/// <summary>Where things are in the repository that this program was built in.</summary>
internal sealed class Repository
{
    /// <summary>Configuration and framework, such as <c>Release/net10.0</c>: what was built with this program is what it starts.</summary>
    private readonly string _output;

    /// <summary>A repository at a place of its own.</summary>
    internal Repository(string root, string output) => (Root, _output) = (root, output);

    public string Root { get; }

    /// <summary>The demo's stack, made anew each time.</summary>
    public string DemoData => Path.Combine(Root, ".imizu", "demo");

    /// <summary>The stack that is kept.</summary>
    public string StackData => Path.Combine(Root, ".imizu", "stack");

    public string AppHost => Path.Combine(Root, "Imizu.AppHost", "bin", _output, "Imizu.AppHost.dll");

    public string Tests => Path.Combine(Root, "tests");

    /// <exception cref="InvalidOperationException">This program stands outside a repository.</exception>
    public static Repository Find()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        for (var above = here; above is not null; above = above.Parent)
        {
            if (File.Exists(Path.Combine(above.FullName, "Imizu.sln")))
            {
                return new Repository(above.FullName, Path.Combine(here.Parent!.Name, here.Name));
            }
        }
        throw new InvalidOperationException($"There is no Imizu.sln above {here.FullName}.");
    }

    /// <summary>What a test project is built to.</summary>
    public string BuiltTest(string project) => Path.Combine(Tests, project, "bin", _output, $"{project}.dll");
}
