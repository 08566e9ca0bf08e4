using System.Runtime.CompilerServices;
using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Contracts.Replays;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.Projection.Journal;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>The body of a request that accepts a replay's differences.</summary>
public sealed record AcceptDifferences(string Reason);

/// <summary>The body of a request that switches generations: the generation to leave, which has to be the live one.</summary>
public sealed record LeaveGeneration(int From);

/// <summary>Maps the routes that start, watch, accept and cancel replays, and switch generations.</summary>
public static class ReplayEndpoints
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    public static void MapReplays(this IEndpointRouteBuilder app)
    {
        var reading = app.MapGroup("/replays").RequireAuthorization(Right.ReadReplays).WithTags("replays");
        var running = app.MapGroup("/replays").RequireAuthorization(Right.RunReplays).WithTags("replays");
        running.MapPost("", Start).WithSummary("再集計を始める（範囲を絞ると比較だけ）").Produces<ReplayStatus>(StatusCodes.Status202Accepted)
            .ProducesValidationProblem().ProducesValidationProblem(StatusCodes.Status409Conflict);
        reading.MapGet("/latest", async (ReplayService replays, CancellationToken cancellationToken) => Json(await replays.CurrentStatus(cancellationToken))).WithSummary("最後の再集計の進み具合").Produces<ReplayStatus>();
        reading.MapGet("/latest/progress", (ReplayService replays, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(Progress(replays, cancellationToken), "progress")).WithSummary("進み具合の配信（server-sent events）");
        // By id, so that the accepted differences are the ones that the user has seen.
        running.MapPost("/{id:guid}/acceptance", Accept).WithSummary("差異を理由を付けて認め、入れ替える").ProducesValidationProblem();
        running.MapPost("/{id:guid}/cancellation", async (Guid id, HttpContext http, ReplayService replays, CancellationToken cancellationToken) =>
                Done(await replays.Cancel(id, http.Actor(), cancellationToken), "この再集計は動いていません。/replays/latest で今の再集計を確かめてください。"))
            .WithSummary("再集計をやめる");
        reading.MapGet("/generations", async (NpgsqlDataSource database, CancellationToken cancellationToken) =>
            Results.Json(await Swaps.Read(database, cancellationToken), ContractJson.Options)).WithSummary("使われている集計の世代と、入れ替えの記録").Produces<GenerationsStatus>();
        running.MapPost("/rollback", RollBack).WithSummary("入れ替える前の集計に戻す、または戻した後でもう一度入れ替える（from は離れる世代）")
            .Produces<GenerationSwap>().ProducesValidationProblem().ProducesValidationProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> Start(Body<ReplayScope> body, HttpContext http, ReplayService replays, CancellationToken cancellationToken) =>
        body.Value is var scope && scope.FiscalYear is < 2000 or > 2099 ? Problems.Invalid("fiscalYear", StreamIds.Year.Described())
        : scope.Source is { } source && !EventSources.All.Contains(source) ? Problems.Invalid("source", $"次のいずれかにしてください：{string.Join("、", EventSources.All)}")
        : scope.UpTo is < 0 ? Problems.Invalid("upTo", "0 以上の位置を指定してください。")
        : await replays.Start(scope, http.Actor(), cancellationToken) is { } started ? Results.Json(started, ContractJson.Options, statusCode: StatusCodes.Status202Accepted)
        : Problems.Refused(new Refusal("replay", "再集計が動いています。終わるのを待つか、やめてから始めてください。"));

    private static async Task<IResult> Accept(Guid id, Body<AcceptDifferences> acceptance, HttpContext http, ReplayService replays, CancellationToken cancellationToken) =>
        PrintedText.Check("reason", acceptance.Value.Reason) is { } refusal ? Problems.Refused(refusal)
        : Done(await replays.Accept(id, http.Actor(), acceptance.Value.Reason, cancellationToken), "この再集計は、認めるのを待っていません。/replays/latest で今の再集計を確かめてください。");

    private static async Task<IResult> RollBack(Body<LeaveGeneration> leaving, HttpContext http, GenerationSwitch step, CancellationToken cancellationToken)
    {
        var (made, refusal) = await step.Leave(leaving.Value.From, http.Actor(), cancellationToken);
        return refusal is null ? Results.Json(made, ContractJson.Options) : Problems.Refused(refusal);
    }

    private static IResult Done(bool done, string why) => done ? Results.NoContent() : Problems.Refused(new Refusal("replay", why));

    private static IResult Json(ReplayStatus? status) => status is null
        ? Problems.Invalid("replay", "再集計はまだ行われていません。POST /replays で始めてください。", StatusCodes.Status404NotFound)
        : Results.Json(status, ContractJson.Options);

    /// <summary>Each change, and the end; then it closes.</summary>
    private static async IAsyncEnumerable<ReplayStatus> Progress(ReplayService replays, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PollInterval);
        while (await replays.CurrentStatus(cancellationToken) is { } status)
        {
            yield return status;
            if (status.IsOver || !await timer.WaitForNextTickAsync(cancellationToken))
            {
                yield break;
            }
        }
    }
}
