using Imizu.Contracts;
using Imizu.EventStreams.Http;
using Imizu.Gateway.Accounts;
using Imizu.Gateway.Doors;
using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.DeadLetters;

/// <summary><c>/dead-letters</c>: the operator sees to all, a sender to its own.</summary>
internal static class DeadLetterEndpoints
{
    private const int MostLetters = 1000;

    public static void MapDeadLetters(this IEndpointRouteBuilder app)
    {
        var letters = app.MapGroup("/dead-letters").WithTags("dead-letters").RequireAuthorization(needs => needs.RequireRole(Policies.Operator, Policies.Sender))
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        letters.MapGet("", List).WithSummary("受け取れなかった集計の一覧（新しい順）").Produces<DeadLetterPage>().ProducesValidationProblem();
        letters.MapGet("/{id}", (string id, Asking asking, DeadLetterBox box, CancellationToken cancellationToken) =>
                With(id, asking, box, letter => Task.FromResult(Shown(letter)), cancellationToken))
            .WithSummary("受け取れなかった集計とその内容").Produces<DeadLetterAnswer>().ProducesValidationProblem(StatusCodes.Status404NotFound);
        letters.MapPost("/{id}/sending", (string id, SendAgain asked, Asking asking, DeadLetterBox box, Resender resender, CancellationToken cancellationToken) =>
                With(id, asking, box, async letter => Answer(await resender.SendAgain(letter, asked, asking.By, cancellationToken)), cancellationToken))
            .AddEndpointFilter(ActorRequired.SaysWho)
            .WithSummary("直して、またはそのまま送り直す").Produces<DeadLetterAnswer>().ProducesValidationProblem().ProducesValidationProblem(StatusCodes.Status409Conflict);
        letters.MapPost("/{id}/discarding", (string id, Discard asked, Asking asking, DeadLetterBox box, Resender resender, CancellationToken cancellationToken) =>
                With(id, asking, box, async letter => Answer(await resender.Discard(letter, asked, asking.By, cancellationToken)), cancellationToken))
            .AddEndpointFilter(ActorRequired.SaysWho)
            .WithSummary("理由を付けて破棄する").Produces<DeadLetterAnswer>().ProducesValidationProblem().ProducesValidationProblem(StatusCodes.Status409Conflict);
        letters.AddEndpointFilter(async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            catch (ServiceAwayException)
            {
                return HttpDoor.Unavailable();
            }
        });
    }

    private static async Task<IResult> List(
        Asking asking, DeadLetterBox box, CancellationToken cancellationToken,
        string? sender = null, string? state = null, string? door = null, string? field = null, int page = 1, int limit = 100)
    {
        if (state is not null && !DeadLetterState.All.Contains(state))
        {
            return Problems.Invalid("state", $"{string.Join("、", DeadLetterState.All)} のどれかを指定してください。");
        }
        if (new[] { ("sender", sender), ("door", door), ("field", field) }.FirstOrDefault(given => given.Item2?.Contains('\0') == true) is ({ } unstorable, _))
        {
            return Problems.Invalid(unstorable, "使えない文字（NUL）があります。取り除いてください。");
        }
        if (page is < 1 or > 1_000_000)
        {
            return Problems.Invalid("page", "1 以上を指定してください。");
        }
        if (limit is < 1 or > MostLetters)
        {
            return Problems.Invalid("limit", $"1 から {MostLetters} までを指定してください。");
        }
        var (letters, total) = await box.List(new LettersAsked(asking.Sender ?? sender, state, door, field, page, limit), cancellationToken);
        return Results.Json(new DeadLetterPage(total, page, letters), ContractJson.Options);
    }

    private static async Task<IResult> With(
        string id, Asking asking, DeadLetterBox box, Func<DeadLetter, Task<IResult>> handle, CancellationToken cancellationToken) =>
        !id.Contains('\0') && await box.Find(id, cancellationToken) is { } letter && (asking.Sender is null || asking.Sender == letter.Sender)
            ? await handle(letter)
            : Problems.Invalid("id", "この番号のものはありません。一覧で確かめてください。", StatusCodes.Status404NotFound);

    private static IResult Answer(Handled handled) => handled is { Letter: { } letter } ? Shown(letter) : Doors.Refusals.Answer(handled.Refusal!, handled.Status);

    private static IResult Shown(DeadLetter letter) => Results.Json(DeadLetterAnswer.Of(letter), ContractJson.Options);
}

/// <summary>Who asks: the operator, with the code of the person, or a sender.</summary>
/// <param name="Sender">The sender's name; null for the operator, who may see all.</param>
/// <param name="By">In whose name something is done.</param>
internal sealed record Asking(string? Sender, string By)
{
    public static ValueTask<Asking> BindAsync(HttpContext http) => ValueTask.FromResult(
        http.User.IsInRole(Policies.Sender) ? new Asking(http.User.Identity!.Name!, http.User.Identity.Name!) : new Asking(null, http.Actor()));
}
