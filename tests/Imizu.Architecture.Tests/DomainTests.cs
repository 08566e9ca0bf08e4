using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Imizu.Architecture.Tests;

/// <summary>States, commands and rules are pure: no store, no broker, no HTTP.</summary>
public sealed class DomainTests
{
    private const string Aggregates = @"^Imizu\.(CommunityBuilding|Consultation|Outreach|Participation)\.|^Imizu\.FieldTallies";
    private const string Infrastructure = @"^(Marten|Weasel|JasperFx|MassTransit|RabbitMQ|Npgsql|Microsoft\.(AspNetCore|Extensions))|^Imizu\.EventStreams\.";

    private static readonly ArchUnitNET.Domain.Architecture Services = new ArchLoader().LoadAssemblies(
        typeof(CommunityBuilding.Projects.Project).Assembly,
        typeof(Consultation.Cases.Case).Assembly,
        typeof(FieldTallies.Measure).Assembly,
        typeof(Outreach.Targets.Target).Assembly,
        typeof(Participation.Resources.Resource).Assembly).Build();

    private static readonly GivenTypesConjunction Domain =
        Types().That().ResideInNamespaceMatching(Aggregates).And().DoNotHaveFullNameContaining("Endpoints");

    private static readonly GivenTypesConjunction Doors =
        Types().That().ResideInNamespaceMatching(Aggregates).And().HaveFullNameContaining("Endpoints");

    [Fact]
    public void The_domain_uses_no_store_no_broker_and_no_HTTP() => NotOnInfrastructure(Domain).Check(Services);

    /// <summary>So that the rule above is known to see what it looks for.</summary>
    [Fact]
    public void The_rule_would_notice() => Assert.False(NotOnInfrastructure(Doors).HasNoViolations(Services));

    [Theory]
    [InlineData("Imizu.CommunityBuilding.Projects.ProjectDecider")]
    [InlineData("Imizu.Consultation.Cases.CaseDecider")]
    [InlineData("Imizu.FieldTallies.MeasureDecider")]
    [InlineData("Imizu.Outreach.Targets.TargetDecider")]
    [InlineData("Imizu.Participation.Resources.ResourceDecider")]
    public void The_domain_has_every_services_rules(string decider) =>
        Assert.Contains(Domain.GetObjects(Services), type => type.FullName == decider);

    private static TypesShouldConjunction NotOnInfrastructure(IObjectProvider<IType> types) =>
        Types().That().Are(types).Should().NotDependOnAny(Types(includeReferenced: true).That().ResideInNamespaceMatching(Infrastructure));
}
