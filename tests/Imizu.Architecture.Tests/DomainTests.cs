using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Imizu.Architecture.Tests;

/// <summary>States, commands, deciders and composers are pure: no database, broker or HTTP.</summary>
public sealed class DomainTests
{
    private const string Aggregates = @"^Imizu\.(CommunityBuilding|Consultation|Outreach|Participation)\.|^Imizu\.Projection\.FiscalYears$";

    /// <summary>What is pure in namespaces that are not, with the types within.</summary>
    private const string PureAmongOthers = @"^Imizu\.Projection\.(Figures\..+|Editions\.EditionComparison|Report\.(ReportComposer|ReportForm|TextLists)|Journal\.JournalChain)(\+|/|$)";

    private const string Packages = @"^(Marten|Weasel|JasperFx|MassTransit|RabbitMQ|Npgsql|Microsoft\.(AspNetCore|Extensions))|^Imizu\.EventStreams\.";

    /// <summary>All that the domain may know of the road that services share; whatever else stands beside it is not the domain's.</summary>
    private const string DomainLanguage =
        @"^Imizu\.EventStreams\.(Decision`1|Refusal|Listing|Unchanged|StreamCommand|AlreadyRecorded|DayOfOccurrence|Headcount|PrintedText)(\+|/|$)";

    private static readonly ArchUnitNET.Domain.Architecture Services = new ArchLoader().LoadAssemblies(
        typeof(CommunityBuilding.Projects.Project).Assembly,
        typeof(Consultation.Cases.Case).Assembly,
        typeof(EventStreams.Refusal).Assembly,
        typeof(Outreach.Targets.Target).Assembly,
        typeof(Participation.Resources.Resource).Assembly,
        typeof(Projection.Figures.Figure).Assembly).Build();

    private static readonly GivenTypesConjunction Domain =
        Types().That().ResideInNamespaceMatching(Aggregates).And().DoNotHaveFullNameContaining("Endpoints").Or().HaveFullNameMatching(PureAmongOthers);

    private static readonly GivenTypesConjunction Endpoints =
        Types().That().ResideInNamespaceMatching(Aggregates).And().HaveFullNameContaining("Endpoints");

    private static readonly GivenTypesConjunction Infrastructure = Types(includeReferenced: true).That().ResideInNamespaceMatching(Packages);

    private static readonly GivenTypesConjunction EventStreamsInfrastructure =
        Types().That().ResideInNamespaceMatching(@"^Imizu\.EventStreams$").And().DoNotHaveFullNameMatching(DomainLanguage);

    [Fact]
    public void The_domain_uses_no_store_no_broker_and_no_HTTP() => OnNo(Infrastructure, Domain).Check(Services);

    [Fact]
    public void The_domain_uses_only_the_domain_types_of_EventStreams() => OnNo(EventStreamsInfrastructure, Domain).Check(Services);

    /// <summary>So that the rules above are known to see what they look for.</summary>
    [Fact]
    public void A_domain_type_that_uses_Marten_fails_the_architecture_test()
    {
        Assert.False(OnNo(Infrastructure, Endpoints).HasNoViolations(Services));
        Assert.False(OnNo(EventStreamsInfrastructure, Endpoints).HasNoViolations(Services));
    }

    [Theory]
    [InlineData("Imizu.EventStreams.EventStreamsHosting")]
    [InlineData("Imizu.EventStreams.History")]
    [InlineData("Imizu.EventStreams.JapanClock")]
    [InlineData("Imizu.EventStreams.Retraction")]
    [InlineData("Imizu.EventStreams.ServiceIdentity")]
    public void Infrastructure_types_of_EventStreams_are_not_domain_types(string type) => Assert.Contains(EventStreamsInfrastructure.GetObjects(Services), found => found.FullName == type);

    [Theory]
    [InlineData("Imizu.CommunityBuilding.Projects.ProjectDecider")]
    [InlineData("Imizu.Consultation.Cases.CaseDecider")]
    [InlineData("Imizu.CommunityBuilding.Measures.MeasureDecider")]
    [InlineData("Imizu.Outreach.Targets.TargetDecider")]
    [InlineData("Imizu.Participation.Resources.ResourceDecider")]
    [InlineData("Imizu.Projection.Figures.Consultation.CaseFigures")]
    [InlineData("Imizu.Projection.Figures.FigureCatalog")]
    [InlineData("Imizu.Projection.Editions.EditionComparison")]
    [InlineData("Imizu.Projection.FiscalYears.FiscalYearDecider")]
    [InlineData("Imizu.Projection.FiscalYears.FiscalYearPlan")]
    [InlineData("Imizu.Projection.Journal.JournalChain")]
    [InlineData("Imizu.Projection.Report.ReportComposer")]
    public void The_domain_includes_all_deciders_rules_and_composers(string type) => Assert.Contains(Domain.GetObjects(Services), found => found.FullName == type);

    private static TypesShouldConjunction OnNo(IObjectProvider<IType> forbidden, IObjectProvider<IType> types) =>
        Types().That().Are(types).Should().NotDependOnAny(forbidden);
}
