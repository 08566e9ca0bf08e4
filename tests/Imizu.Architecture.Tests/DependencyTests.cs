using Imizu.Contracts;
using Xunit;

namespace Imizu.Architecture.Tests;

/// <summary>The dependencies between projects.</summary>
public sealed class DependencyTests
{
    private static readonly string[] RecordingServices =
        ["Imizu.CommunityBuilding", "Imizu.Consultation", "Imizu.Outreach", "Imizu.Participation"];

    public static TheoryData<string> Services => [.. Source.Projects.Where(project => project.Value.IsService).Select(project => project.Key)];

    [Fact]
    public void The_contracts_depend_on_nothing()
    {
        var contracts = Source.Projects["Imizu.Contracts"];
        Assert.Empty(contracts.Projects.Concat(contracts.Packages));
        Assert.All(typeof(EventCatalog).Assembly.GetReferencedAssemblies(), assembly => Assert.StartsWith("System.", assembly.Name));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void No_service_depends_on_another(string service) =>
        Assert.DoesNotContain(Needs(service), name => Source.Projects.TryGetValue(name, out var needed) && needed.IsService);

    [Fact]
    public void All_recording_services_are_checked() => Assert.Empty(RecordingServices.Except(Services.Select(row => row.Data)));

    private static IEnumerable<string> Needs(string project) =>
        Source.Projects.TryGetValue(project, out var found) ? found.Projects.Concat(found.Projects.SelectMany(Needs)).Distinct() : [];
}
