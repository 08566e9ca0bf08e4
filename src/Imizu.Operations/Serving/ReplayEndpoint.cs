using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Contracts.Replays;
using Imizu.Operations.Loading;
using Imizu.Operations.Replaying;
using Imizu.Operations.Verifying;

namespace Imizu.Operations.Serving;

/// <summary><c>POST /replay</c>: recounts all figures from the journal and answers how that ended, as <c>imizu replay</c> does; 409 where they did not take the place of what is live.</summary>
internal static class ReplayEndpoint
{
    public static void MapReplay(this IEndpointRouteBuilder app) =>
        app.MapOperation("/replay", Right.RunReplays, Replay);

    private static async Task<IResult> Replay(StackServices stack, CancellationToken cancellationToken)
    {
        using var http = stack.Client(Proof.RequestTimeout);
        var replays = new ReplayClient(stack.Addresses[Services.Projection], http);
        var id = await replays.Start(new ReplayScope(), cancellationToken);
        // One that differs waits for somebody to accept it or to cancel it; nobody waits for that here.
        var ended = await replays.Watch(id, cancellationToken).FirstAsync(status => status.IsOver || status.Phase == ReplayPhase.Blocked, cancellationToken);
        return Results.Json(ended, ContractJson.Options, statusCode: ended.Phase == ReplayPhase.Swapped ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }
}
