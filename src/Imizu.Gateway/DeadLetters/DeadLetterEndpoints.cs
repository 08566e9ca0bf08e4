using System.Diagnostics.Metrics;
using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Contracts.FieldTallies;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Telemetry;
using Imizu.Gateway.Tallies;
using static Imizu.Gateway.Tallies.TallyOutcome;

namespace Imizu.Gateway.DeadLetters;

/// <summary>The routes under <c>/dead-letters</c>: the operator handles all letters, a sender its own.</summary>
internal static class DeadLetterEndpoints
{
    private const int MostLetters = 1000;

    public static void MapDeadLetters(this IEndpointRouteBuilder app)
    {
        var letters = app.MapGroup("/dead-letters").RequireAuthorization(Right.ReadDeadLetters).WithTags("dead-letters");
        var mending = app.MapGroup("/dead-letters").RequireAuthorization(Right.MendDeadLetters).WithTags("dead-letters");
        letters.MapGet("", List).WithSummary("受け取れなかった集計の一覧（新しい順）").Produces<DeadLetterPage>().ProducesValidationProblem();
        letters.MapGet("/{id}", (string id, HttpContext http, DeadLetterStore store) => With(id, http, store, _ => Task.FromResult<Refused?>(null)))
            .WithSummary("受け取れなかった集計とその内容").Produces<DeadLetterAnswer>().ProducesValidationProblem(StatusCodes.Status404NotFound);
        mending.MapPost("/{id}/sending", (string id, Body<SendAgain> request, HttpContext http, DeadLetterStore store, DeadLetterResender resender) =>
                With(id, http, store, by => resender.SendAgain(id, request.Value, by)))
            .WithSummary("直して、またはそのまま送り直す").Produces<DeadLetterAnswer>().ProducesValidationProblem().ProducesValidationProblem(StatusCodes.Status409Conflict);
        mending.MapPost("/{id}/discarding", (string id, Body<Discard> request, HttpContext http, DeadLetterStore store, DeadLetterResender resender) =>
                With(id, http, store, by => resender.Discard(id, request.Value, by)))
            .WithSummary("理由を付けて破棄する").Produces<DeadLetterAnswer>().ProducesValidationProblem().ProducesValidationProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> List(
        HttpContext http, DeadLetterStore store, CancellationToken cancellationToken,
        string? sender = null, string? state = null, string? door = null, string? field = null, int page = 1, int limit = 100)
    {
        var unstorable = new[] { ("sender", sender), ("door", door), ("field", field) }.FirstOrDefault(given => given.Item2?.Contains('\0') == true).Item1;
        return state is not null && !DeadLetterState.All.Contains(state) ? Problems.Invalid("state", $"{string.Join("、", DeadLetterState.All)} のどれかを指定してください。")
            : unstorable is not null ? Problems.Invalid(unstorable, "使えない文字（NUL）があります。取り除いてください。")
            : page is < 1 or > 1_000_000 ? Problems.Invalid("page", "1 以上を指定してください。")
            : limit is < 1 or > MostLetters ? Problems.Invalid("limit", $"1 から {MostLetters} までを指定してください。")
            : Results.Json(await store.List(http.Sender() ?? sender, state, door, field, page, limit, cancellationToken), ContractJson.Options);
    }

    /// <summary>Does something with a letter that the caller may see, and answers it as it is then, or why nothing was done.</summary>
    private static async Task<IResult> With(string id, HttpContext http, DeadLetterStore store, Func<string, Task<Refused?>> handle)
    {
        if (id.Contains('\0') || await store.Find(id, http.RequestAborted) is not { } letter || (http.Sender() is { } sender && sender != letter.Sender))
        {
            return Problems.Invalid("id", "この番号のものはありません。一覧で確かめてください。", StatusCodes.Status404NotFound);
        }
        return await handle(http.Actor()) is { } refused
            ? refused.Problem()
            : Results.Json((await store.Find(id, http.RequestAborted))!.Told(), ContractJson.Options);
    }

    /// <summary>The sender that asks; null for who sees the letters of all senders.</summary>
    private static string? Sender(this HttpContext http) => http.User.IsInRole(Role.Sender) ? http.Actor() : null;
}

/// <summary>Publishes the number of open dead letters as a gauge, counted every ten seconds.</summary>
internal sealed partial class DeadLetterGauge(DeadLetterStore store, IMeterFactory meters, TimeProvider clock, ILogger<DeadLetterGauge> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private long _waiting;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        meters.Create(Tracing.Name).CreateObservableGauge(
            "imizu.dead_letters", () => Volatile.Read(ref _waiting), "{letter}", "Dead letters that wait to be sent again or discarded.");
        using var timer = new PeriodicTimer(Look, clock);
        do
        {
            try
            {
                Volatile.Write(ref _waiting, await store.Waiting(stoppingToken));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogKept(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 4020, Level = LogLevel.Warning, Message = "The open dead letters could not be counted; the gauge keeps its last value ({Reason})")]
    private partial void LogKept(string reason);
}
