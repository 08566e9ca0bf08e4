using System.Reflection;
using Xunit;

namespace Imizu.Architecture.Tests.Recipe;

/// <summary>What ARCHITECTURE says of a new event with a new figure, tried on a copy of the source: it builds, it counts, and it touches eight files.</summary>
public sealed class NewEventTests : IDisposable
{
    private const int MostFiles = 8;

    private readonly SourceCopy _copy = SourceCopy.Make("src/Imizu.AccessLog", "src/Imizu.Contracts", "src/Imizu.EventStreams", "src/Imizu.Consultation", "src/Imizu.Projection", "src/Imizu.Sheets", "Imizu.ServiceDefaults", "tests/Imizu.Contracts.Tests");

    public void Dispose() => _copy.Dispose();

    [Fact]
    public async Task A_new_event_with_a_new_figure_touches_the_eight_files_that_the_recipe_names()
    {
        foreach (var (file, behind, lines) in NewEvent.Typed)
        {
            _copy.Insert(file, behind, lines);
        }
        // The contract shows each event by its example among the tests.
        File.WriteAllText(_copy.PathOf($"tests/Imizu.Contracts.Tests/Golden/{NewEvent.Type}.json"), """{ "on": "2024-04-01" }""");
        await _copy.Build("tests/Imizu.Contracts.Tests", "src/Imizu.Consultation", "src/Imizu.Projection");
        await _copy.Run(
            ["tests/Imizu.Contracts.Tests/bin/Release/net10.0/Imizu.Contracts.Tests.dll", "-noLogo", "-method", "*The_published_files_are_what_the_records_say"], ("IMIZU_CONTRACT", "write"));

        var touched = _copy.Changed();
        Assert.Equal(NewEvent.Typed.Select(step => step.File).Distinct().Concat(NewEvent.WrittenOut).Order(StringComparer.Ordinal), touched);
        Assert.True(touched.Count <= MostFiles, $"A new event with a new figure touches {touched.Count} files.");
        CountsAndIsPrinted();
    }

    /// <summary>The copy's own figures count the event, and its own forms print the figure: a form that names one which is not there is refused.</summary>
    private void CountsAndIsPrinted()
    {
        var built = _copy.Load("src/Imizu.Projection");
        var catalog = TypeOf("Imizu.Projection", "Figures.FigureCatalog");
        Assert.NotNull(Call(catalog, "Figure", NewEvent.Figure));
        var happened = Activator.CreateInstance(TypeOf("Imizu.Contracts", NewEvent.Record), new DateOnly(2024, 5, 1))!;
        Assert.Single((System.Collections.IEnumerable)Call(catalog, "FactsOf", happened, "case/1")!);
        Call(TypeOf("Imizu.Projection", "Report.ReportForms"), "Read", _copy.PathOf("src/Imizu.Projection/Forms"));

        Type TypeOf(string assembly, string name) => built.LoadFromAssemblyName(new AssemblyName(assembly)).GetType($"{assembly}.{name}", throwOnError: true)!;

        static object? Call(Type type, string method, params object[] arguments) => type.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments);
    }

    [Fact]
    public void The_recipe_in_the_architecture_names_eight_kinds_of_files()
    {
        var architecture = File.ReadAllText(Path.Combine(Source.Root, "ARCHITECTURE.md"));
        var recipe = architecture[architecture.IndexOf("**A new event with a new figure**", StringComparison.Ordinal)..architecture.IndexOf("## What each figure counts", StringComparison.Ordinal)];
        string[] named = ["Event.cs`", "schema", "AsyncAPI", "Command.cs`", "Decider.cs`", "Endpoints.cs`", "Figures.cs`", ".json`"];
        Assert.All(named, kind => Assert.Contains(kind, recipe, StringComparison.Ordinal));
        Assert.Contains($"{MostFiles}. ", recipe, StringComparison.Ordinal);
        Assert.DoesNotContain($"{MostFiles + 1}. ", recipe, StringComparison.Ordinal);
        Assert.Equal(MostFiles, NewEvent.Typed.DistinctBy(step => step.File).Count() + NewEvent.WrittenOut.Count);
    }
}
