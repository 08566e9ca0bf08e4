using Imizu.Contracts.Access;
using Imizu.Contracts.CommunityBuilding;
using Imizu.Contracts.Streams;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using static Imizu.CommunityBuilding.Projects.ProjectCommand;

namespace Imizu.CommunityBuilding.Projects;

/// <summary>Where commissioned projects (地域支え合いネットワーク共生社会構築事業) are recorded.</summary>
public static class ProjectEndpoints
{
    public static readonly StreamDefinition<Project, ProjectEvent, ProjectCommand> Definition = new(
        "project", StreamIds.Uuid, Project.Initial, (state, happened) => state.Evolve(happened), ProjectDecider.Decide, ProjectCommand.Of, ProjectDecider.DependsOn)
    {
        Listed = state => state is Project.Running project ? new Listing(RegisterStatus.Current, project.As.Project) : null,
    };

    public static void MapProjects(this IEndpointRouteBuilder app) => app.MapStream("projects", Definition, Right.ReadCommunity, Right.RecordCommunity)
        .Post<Commission>("commission", "事業の委託")
        .Post<HoldSession>("sessions", "開催と延べ人数");
}
