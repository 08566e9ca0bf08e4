using Imizu.Contracts.Access;
using Imizu.Contracts.Participation;
using Imizu.Contracts.Streams;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using static Imizu.Participation.Agencies.AgencyCommand;

namespace Imizu.Participation.Agencies;

/// <summary>Where cooperating agencies (協力機関) are recorded.</summary>
public static class AgencyEndpoints
{
    public static readonly StreamDefinition<Agency, AgencyEvent, AgencyCommand> Definition = new(
        "agency", StreamIds.Uuid, Agency.Initial, (state, happened) => state.Evolve(happened), AgencyDecider.Decide, AgencyCommand.Of, AgencyDecider.DependsOn)
    {
        Listed = state => state switch
        {
            Agency.Cooperating agency => new Listing(RegisterStatus.Current, agency.As.Name),
            Agency.Former former => new Listing(RegisterStatus.Former, former.Before.As.Name),
            _ => null,
        },
    };

    public static void MapAgencies(this IEndpointRouteBuilder app) => app.MapStream("agencies", Definition, Right.ReadParticipation, Right.RecordParticipation)
        .Post<Join>("joining", "協力機関の参加")
        .Post<Leave>("leaving", "協力機関の離脱");
}
