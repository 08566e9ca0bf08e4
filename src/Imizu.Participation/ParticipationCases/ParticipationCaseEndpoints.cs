using Imizu.Contracts.Access;
using Imizu.Contracts.Participation;
using Imizu.Contracts.Streams;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.Participation.Resources;
using static Imizu.Participation.ParticipationCases.ParticipationCaseCommand;

namespace Imizu.Participation.ParticipationCases;

/// <summary>Where participation support is recorded.</summary>
public static class ParticipationCaseEndpoints
{
    public static readonly StreamDefinition<ParticipationCase, ParticipationCaseEvent, ParticipationCaseCommand> Definition = new(
        "participation-case", StreamIds.Uuid, ParticipationCase.Initial, (state, happened) => state.Evolve(happened),
        ParticipationCaseDecider.Decide, ParticipationCaseCommand.Of, ParticipationCaseDecider.DependsOn)
    {
        Listed = state => state is not ParticipationCase.Planned planned ? null : new Listing(planned switch
        {
            { Placements: [.., { End: null }] } => ParticipationStatus.Placed,
            { Placements: [.., _] } => ParticipationStatus.Ended,
            { Matches: [.., _] } => ParticipationStatus.Matched,
            _ => ParticipationStatus.Planned,
        }),
    };

    public static void MapParticipationCases(this IEndpointRouteBuilder app) => app.MapStream("participation-cases", Definition, Right.ReadParticipation, Right.RecordParticipation)
        .Post<CreatePlan>("plan", "参加支援のプラン作成")
        .Post<Match>("matches", "社会資源とのマッチング", async (command, others, cancellationToken) =>
            command with { Resource = await others.Current(ResourceEndpoints.Definition, command.ResourceId.ToString(), cancellationToken) })
        .Post<StartPlacement>("placement-start", "参加の開始")
        .Post<EndPlacement>("placement-end", "参加の終了");
}
