using Imizu.Contracts.Access;
using Imizu.Contracts.FieldTallies;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Microsoft.AspNetCore.Routing;
using static Imizu.CommunityBuilding.Measures.MeasureCommand;

namespace Imizu.CommunityBuilding.Measures;

/// <summary>Maps the routes by which field programmes report tallies.</summary>
public static class MeasureEndpoints
{
    public static readonly StreamDefinition<Measure, FieldMeasureEvent, MeasureCommand> Definition = new(
        "measure", StreamIds.Code, Measure.Initial, (state, happened) => state.Evolve(happened), MeasureDecider.Decide, MeasureCommand.Of, MeasureDecider.DependsOn);

    public static void MapMeasures(this IEndpointRouteBuilder app)
    {
        app.MapMeasureList();
        app.MapStream("measures", Definition, Right.ReadMeasures, Right.RegisterMeasures)
            .Post<Register>("registration", "項目の登録、名称や順番の変更")
            .Post<Tally>("tallies", "期間ごとの集計（同じ期間は置き換え）", right: Right.RecordTallies);
    }
}
