using Imizu.Contracts.Participation;
using Imizu.Participation.Agencies;
using Imizu.Participation.ParticipationCases;
using Imizu.Participation.Resources;
using Imizu.Testing;
using Xunit;

namespace Imizu.Participation.Tests;

public sealed class CorrectingTests
{
    private static readonly DateOnly May1 = new(2024, 5, 1), May8 = new(2024, 5, 8), May10 = new(2024, 5, 10), June1 = new(2024, 6, 1);
    private static readonly Guid Cafe = new("11111111-1111-4111-8111-111111111111");

    [Fact]
    public void However_it_is_corrected_a_participation_case_is_as_if_recorded_right_at_first() =>
        EveryCorrection.IsAsIfRecordedRightAtFirst(ParticipationCaseEndpoints.Definition, length: 5,
            new ParticipationCaseCommand.CreatePlan(May1), new ParticipationCaseCommand.CreatePlan(May10),
            new ParticipationCaseCommand.Match(May1, Cafe) { Resource = Resource.UsableOn(May1) }, new ParticipationCaseCommand.Match(May10, Cafe) { Resource = Resource.UsableOn(May1) },
            new ParticipationCaseCommand.StartPlacement(May8), new ParticipationCaseCommand.StartPlacement(June1),
            new ParticipationCaseCommand.EndPlacement(May10, PlacementEndReason.Other), new ParticipationCaseCommand.EndPlacement(June1, PlacementEndReason.FoundWork));

    [Fact]
    public void However_it_is_corrected_a_resource_is_as_if_recorded_right_at_first() =>
        EveryCorrection.IsAsIfRecordedRightAtFirst(ResourceEndpoints.Definition, length: 2,
            new ResourceCommand.Register(May1, ResourceKind.SafePlace, "居場所"), new ResourceCommand.Register(June1, ResourceKind.SafePlace, "居場所"),
            new ResourceCommand.CreateExitPlace(May1, ResourceKind.SafePlace, "農園"), new ResourceCommand.CreateExitPlace(June1, ResourceKind.SafePlace, "農園"),
            new ResourceCommand.Withdraw(May8), new ResourceCommand.Withdraw(June1));

    [Fact]
    public void However_it_is_corrected_an_agency_is_as_if_recorded_right_at_first() =>
        EveryCorrection.IsAsIfRecordedRightAtFirst(AgencyEndpoints.Definition, length: 2,
            new AgencyCommand.Join(May1, "農園"), new AgencyCommand.Join(June1, "農園"), new AgencyCommand.Leave(May8), new AgencyCommand.Leave(June1));
}
