using Imizu.Contracts.Access;
using Imizu.Contracts.CommunityBuilding;
using Imizu.Contracts.Streams;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using static Imizu.CommunityBuilding.Bases.ActivityBaseCommand;

namespace Imizu.CommunityBuilding.Bases;

/// <summary>Where bases of community activity (活動拠点) are recorded.</summary>
public static class ActivityBaseEndpoints
{
    public static readonly StreamDefinition<ActivityBase, ActivityBaseEvent, ActivityBaseCommand> Definition = new(
        "base", StreamIds.Uuid, ActivityBase.Initial, (state, happened) => state.Evolve(happened),
        ActivityBaseDecider.Decide, ActivityBaseCommand.Of, ActivityBaseDecider.DependsOn)
    {
        Listed = state => state switch
        {
            ActivityBase.Open open => new Listing(RegisterStatus.Current, open.As.Name),
            ActivityBase.Former former => new Listing(RegisterStatus.Former, former.Before.As.Name),
            _ => null,
        },
    };

    public static void MapBases(this IEndpointRouteBuilder app) => app.MapStream("bases", Definition, Right.ReadCommunity, Right.RecordCommunity)
        .Post<OpenBase>("opening", "活動拠点の開設")
        .Post<CloseBase>("closing", "活動拠点の閉鎖");
}
