using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Contracts.CommunityBuilding;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using static Imizu.CommunityBuilding.Collaboration.CollaborationCommand;

namespace Imizu.CommunityBuilding.Collaboration;

/// <summary>Where it is recorded what is done so that all work together (連携体制の構築等).</summary>
public static class CollaborationEndpoints
{
    public static readonly StreamDefinition<CollaborationEntry, CollaborationEvent, CollaborationCommand> Definition = new(
        "collaboration", StreamIds.Uuid, CollaborationEntry.Initial, (state, happened) => state.Evolve(happened), CollaborationDecider.Decide, CollaborationCommand.Of,
        DependsOn: (_, _) => false)
    {
        Listed = state => state is not CollaborationEntry.Done done ? null : new Listing(Name: done.As switch
        {
            CollaborationEvent.CouncilMet e => e.Council.Word(),
            CollaborationEvent.WorkingEnvironmentImproved e => e.Programme,
            _ => "事業の周知",
        }),
    };

    public static void MapCollaboration(this IEndpointRouteBuilder app) => app.MapStream("collaboration", Definition, Right.ReadCommunity, Right.RecordCommunity)
        .Post<HoldBriefing>("briefings", "事業の周知")
        .Post<HoldCouncil>("councils", "共生社会推進会議／共生社会推進連絡会議の開催")
        .Post<ImproveWorkingEnvironment>("working-environment", "活動環境整備");
}
