using Imizu.Contracts.Access;
using Imizu.Contracts.Outreach;
using Imizu.Contracts.Streams;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using static Imizu.Outreach.Targets.TargetCommand;

namespace Imizu.Outreach.Targets;

/// <summary>Where outreach is recorded.</summary>
public static class TargetEndpoints
{
    public static readonly StreamDefinition<Target, TargetEvent, TargetCommand> Definition = new(
        "target", StreamIds.Uuid, Target.Initial, (state, happened) => state.Evolve(happened), TargetDecider.Decide, TargetCommand.Of, TargetDecider.DependsOn)
    {
        Listed = state => state switch
        {
            Target.Followed followed => new Listing(followed.Connection is not null ? TargetStatus.Connected : followed.Plan is not null ? TargetStatus.Planned : TargetStatus.Followed, Type: followed.As.Source),
            Target.Closed closed => new Listing(TargetStatus.Ended, Type: closed.Before.As.Source),
            _ => null,
        },
    };

    public static void MapTargets(this IEndpointRouteBuilder app) => app.MapStream("targets", Definition, Right.ReadOutreach, Right.RecordOutreach)
        .Post<Identify>("identification", "支援対象者の把握")
        .Post<RecordContact>("contacts", "訪問などの働きかけ")
        .Post<CreatePlan>("plan", "プランの作成")
        .Post<ConnectToConsultation>("connection-to-consultation", "相談支援へのつなぎ")
        .Post<End>("ending", "アウトリーチの終了");
}
