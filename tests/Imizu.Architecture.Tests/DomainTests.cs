using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Imizu.Architecture.Tests;

/// <summary>States, commands, rules and what is composed of them are pure: no store, no broker, no HTTP.</summary>
public sealed class DomainTests
{
    private const string Aggregates = @"^Imizu\.(CommunityBuilding|Consultation|Outreach|Participation)\.|^Imizu\.FieldTallies|^Imizu\.Projection\.FiscalYears$";

    /// <summary>What is pure in namespaces that are not, with the types within.</summary>
    private const string PureAmongOthers = @"^Imizu\.Projection\.(Facts\.FactRules|Report\.\w+Composer|Journal\.JournalChain)(\+|/|$)";

    private const string Packages = @"^(Marten|Weasel|JasperFx|MassTransit|RabbitMQ|Npgsql|Microsoft\.(AspNetCore|Extensions))|^Imizu\.EventStreams\.";

    /// <summary>All that the domain may know of the road that services share; whatever else stands beside it is not the domain's.</summary>
    private const string Language =
        @"^Imizu\.EventStreams\.(Decision`1|Refusal|Unchanged|StreamCommand|AlreadyRecorded|DayOfOccurrence|Headcount|PrintedText)(\+|/|$)";

    private static readonly ArchUnitNET.Domain.Architecture Services = new ArchLoader().LoadAssemblies(
        typeof(CommunityBuilding.Projects.Project).Assembly,
        typeof(Consultation.Cases.Case).Assembly,
        typeof(EventStreams.Refusal).Assembly,
        typeof(FieldTallies.Measure).Assembly,
        typeof(Outreach.Targets.Target).Assembly,
        typeof(Participation.Resources.Resource).Assembly,
        typeof(Projection.Facts.FactRules).Assembly).Build();

    private static readonly GivenTypesConjunction Domain =
        Types().That().ResideInNamespaceMatching(Aggregates).And().DoNotHaveFullNameContaining("Endpoints").Or().HaveFullNameMatching(PureAmongOthers);

    private static readonly GivenTypesConjunction Doors =
        Types().That().ResideInNamespaceMatching(Aggregates).And().HaveFullNameContaining("Endpoints");

    private static readonly GivenTypesConjunction Infrastructure = Types(includeReferenced: true).That().ResideInNamespaceMatching(Packages);

    private static readonly GivenTypesConjunction Road =
        Types().That().ResideInNamespaceMatching(@"^Imizu\.EventStreams$").And().DoNotHaveFullNameMatching(Language);

    [Fact]
    public void The_domain_uses_no_store_no_broker_and_no_HTTP() => OnNo(Infrastructure, Domain).Check(Services);

    [Fact]
    public void The_domain_knows_of_the_road_only_its_language() => OnNo(Road, Domain).Check(Services);

    /// <summary>So that the rules above are known to see what they look for.</summary>
    [Fact]
    public void The_rules_would_notice()
    {
        Assert.False(OnNo(Infrastructure, Doors).HasNoViolations(Services));
        Assert.False(OnNo(Road, Doors).HasNoViolations(Services));
    }

    [Theory]
    [InlineData("Imizu.EventStreams.EventStreamsHosting")]
    [InlineData("Imizu.EventStreams.History")]
    [InlineData("Imizu.EventStreams.JapanClock")]
    [InlineData("Imizu.EventStreams.Retraction")]
    [InlineData("Imizu.EventStreams.ServiceIdentity")]
    public void The_road_itself_is_not_the_domains(string type) => Assert.Contains(Road.GetObjects(Services), found => found.FullName == type);

    [Theory]
    [InlineData("Imizu.CommunityBuilding.Projects.ProjectDecider")]
    [InlineData("Imizu.Consultation.Cases.CaseDecider")]
    [InlineData("Imizu.FieldTallies.MeasureDecider")]
    [InlineData("Imizu.Outreach.Targets.TargetDecider")]
    [InlineData("Imizu.Participation.Resources.ResourceDecider")]
    [InlineData("Imizu.Projection.Facts.FactRules")]
    [InlineData("Imizu.Projection.FiscalYears.FiscalYearDecider")]
    [InlineData("Imizu.Projection.FiscalYears.FiscalYearPlan")]
    [InlineData("Imizu.Projection.Journal.JournalChain")]
    [InlineData("Imizu.Projection.Report.CollaborationComposer")]
    [InlineData("Imizu.Projection.Report.CommunityBuildingComposer")]
    [InlineData("Imizu.Projection.Report.ConsultationComposer")]
    [InlineData("Imizu.Projection.Report.ReportComposer")]
    public void The_domain_has_all_rules(string type) => Assert.Contains(Domain.GetObjects(Services), found => found.FullName == type);

    private static TypesShouldConjunction OnNo(IObjectProvider<IType> forbidden, IObjectProvider<IType> types) =>
        Types().That().Are(types).Should().NotDependOnAny(forbidden);
}
