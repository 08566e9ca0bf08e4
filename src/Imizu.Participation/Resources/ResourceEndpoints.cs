using Imizu.Contracts.Access;
using Imizu.Contracts.Participation;
using Imizu.Contracts.Streams;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using static Imizu.Participation.Resources.ResourceCommand;

namespace Imizu.Participation.Resources;

/// <summary>Where social resources (社会資源) are recorded.</summary>
public static class ResourceEndpoints
{
    public static readonly StreamDefinition<Resource, ResourceEvent, ResourceCommand> Definition = new(
        "resource", StreamIds.Uuid, Resource.Initial, (state, happened) => state.Evolve(happened),
        ResourceDecider.Decide, ResourceCommand.Of, ResourceDecider.DependsOn)
    {
        Listed = state => state switch
        {
            Resource.Usable usable => ListingOf(usable, RegisterStatus.Current),
            Resource.Former former => ListingOf(former.Before, RegisterStatus.Former),
            _ => null,
        },
    };

    public static void MapResources(this IEndpointRouteBuilder app) => app.MapStream("resources", Definition, Right.ReadParticipation, Right.RecordParticipation)
        .Post<Register>("registration", "社会資源の登録")
        .Post<CreateExitPlace>("exit-place", "出口支援につながる場の創設")
        .Post<Withdraw>("withdrawal", "利用できなくなった社会資源");

    private static Listing? ListingOf(Resource.Usable usable, RegisterStatus status) => usable.As switch
    {
        ResourceEvent.Registered e => new Listing(status, e.Name, e.Kind),
        ResourceEvent.ExitPlaceCreated e => new Listing(status, e.Name, e.Kind),
        _ => null,
    };
}
