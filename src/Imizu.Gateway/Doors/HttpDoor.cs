using System.Text.Json;
using Imizu.Contracts;
using Imizu.EventStreams.Http;
using Imizu.Gateway.Accounts;
using Imizu.Gateway.Tallies;
using static Imizu.Gateway.Tallies.TallyOutcome;

namespace Imizu.Gateway.Doors;

/// <summary><c>/tallies</c> and <c>/measures</c>: the door by HTTP. Whoever stands there is told at once, so nothing becomes a dead letter.</summary>
internal static class HttpDoor
{
    public static void MapHttpDoor(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("").WithTags("tallies").RequireAuthorization(Policies.Sender)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        door.MapGet("/measures", Measures).WithSummary("送れる項目の一覧").Produces<IReadOnlyList<SendableMeasure>>();
        door.MapPost("/tallies", Post).Accepts<Tally>("application/json")
            .WithSummary("期間ごとの集計を送る（1 件、または 1,000 件までの配列）")
            .Produces<TallyLine>(StatusCodes.Status201Created).Produces<TallyLine>().Produces<TallyLines>(StatusCodes.Status409Conflict)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        door.AddEndpointFilter(async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            catch (ServiceAwayException)
            {
                return Unavailable();
            }
            catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                return Problems.Invalid("body", "本文が大きすぎます（上限 1 MiB）。分けて送ってください。", StatusCodes.Status413PayloadTooLarge);
            }
        });
    }

    /// <summary>Nothing was decided, or it is not known what: the same, sent again, finds out.</summary>
    public static IResult Unavailable() => Problems.Unavailable();

    private static async Task<IResult> Measures(HttpContext http, Senders senders, MeasureRegister register, TimeProvider clock, CancellationToken cancellationToken)
    {
        var sender = await senders.Find(http.User.Identity!.Name!, cancellationToken);
        var known = await register.Since(clock.GetUtcNow(), cancellationToken);
        return Results.Json(
            known.Where(measure => sender?.Programmes.Contains(measure.Programme) == true)
                .Select(measure => new SendableMeasure(measure.Programme, measure.Code, measure.Measure, measure.Unit)),
            ContractJson.Options);
    }

    private static async Task<IResult> Post(HttpContext http, Reception reception, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, cancellationToken);
        var sending = new HttpSending(http.User.Identity!.Name!, (string?)http.Request.Headers[RequestHeaders.IdempotencyKey], reception);
        var (lines, problem) = TallyArray.Split(body.GetBuffer().AsMemory(0, (int)body.Length));
        if (problem is not null)
        {
            return Refusals.Answer(problem, StatusCodes.Status400BadRequest);
        }
        if (lines is null)
        {
            var one = await sending.One(body.GetBuffer().AsMemory(0, (int)body.Length), cancellationToken);
            ArrivalSpan.OfRequest(http)?.SetTag(ArrivalSpan.Outcome, one.GetType().Name);
            return one switch
            {
                Refused refused => Refusals.Answer(refused.Refusal, refused.Status),
                var outcome => Json(TallyLine.Of(1, outcome), outcome is Accepted ? StatusCodes.Status201Created : StatusCodes.Status200OK),
            };
        }
        var answers = (await sending.All(lines, cancellationToken)).Select((outcome, index) => TallyLine.Of(index + 1, outcome)).ToList();
        var refusals = answers.Count(line => line.Status >= StatusCodes.Status400BadRequest);
        ArrivalSpan.OfRequest(http).Became(answers.Count, refusals);
        return Json(
            new TallyLines(answers.Count(line => line.Status == StatusCodes.Status201Created), answers.Count(line => line.Status == StatusCodes.Status200OK), refusals, answers),
            refusals > 0 ? StatusCodes.Status409Conflict : answers.Exists(line => line.Status == StatusCodes.Status201Created) ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static IResult Json<T>(T answer, int status) => Results.Json(answer, ContractJson.Options, statusCode: status);
}
