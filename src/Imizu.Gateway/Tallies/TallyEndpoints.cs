using System.Diagnostics;
using System.Security.Cryptography;
using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Contracts.FieldTallies;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.Gateway.Accounts;
using Imizu.Gateway.Sheets;
using Imizu.Sheets;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using static Imizu.Gateway.Tallies.TallyOutcome;

namespace Imizu.Gateway.Tallies;

/// <summary>The routes <c>/measures</c>, <c>/tallies</c> and <c>/tallies/files</c>.</summary>
internal static class TallyEndpoints
{
    private const int AtOnce = 4, LargestFile = 10 * 1024 * 1024;

    /// <summary>How long a row of a file may wait for its decision; whoever has sent the file waits too.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static void MapTallies(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("").WithTags("tallies").RequireAuthorization(Right.SendTallies);
        door.MapGet("/measures", List).WithSummary("送れる項目の一覧").Produces<IReadOnlyList<SendableMeasure>>();
        door.MapPost("/tallies", Post).Accepts<Tally>("application/json")
            .WithSummary("期間ごとの集計を送る（1 件、または 1,000 件までの配列）")
            .Produces<TallyLine>(StatusCodes.Status201Created).Produces<TallyLine>().Produces<TallyLines>(StatusCodes.Status409Conflict)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        door.MapPost("/tallies/files", Upload).Accepts<IFormFile>("multipart/form-data", UploadedFile.Csv, UploadedFile.Excel, "*/*")
            .WithMetadata(new RequestSizeLimitAttribute(LargestFile))
            .WithSummary("集計の表（.csv か .xlsx、10 MiB まで）を送る。システムから送られて受け取れない行は /dead-letters にも残る")
            .Produces<TallyLines>(StatusCodes.Status201Created).Produces<TallyLines>()
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Answers a refusal by its field.</summary>
    public static IResult Problem(this Refused refused) => refused.Status == StatusCodes.Status409Conflict
        ? Problems.Refused(refused.Refusal)
        : Problems.Invalid(refused.Refusal.Field, refused.Refusal.Because, refused.Status);

    private static async Task<IResult> List(HttpContext http, AccountStore accounts, Measures measures, CancellationToken cancellationToken)
    {
        var sender = await accounts.Find(http.Actor(), cancellationToken);
        return Json(
            from measure in await measures.Now(cancellationToken)
            where http.IsOfStaff() || sender?.MayReport(measure.Programme) == true
            select new SendableMeasure(measure.Programme, measure.Code, measure.Measure, measure.Unit), StatusCodes.Status200OK);
    }

    /// <summary>A refusal is answered, so nothing becomes a dead letter.</summary>
    private static async Task<IResult> Post(HttpContext http, TallyIntake intake, Measures measures, CancellationToken cancellationToken)
    {
        var (body, key) = (new MemoryStream(), (string?)http.Request.Headers[RequestHeaders.IdempotencyKey]);
        await http.Request.Body.CopyToAsync(body, cancellationToken);
        if (!http.TryReadDryRun(out var isDryRun, out var unknown))
        {
            return unknown;
        }
        if (key is { Length: 0 or > 256 })
        {
            return Problems.Invalid(RequestHeaders.IdempotencyKey, "1 字から 256 字までにしてください。");
        }
        IncomingTally Incoming(ReadOnlySpan<byte> line, string? lineKey) => new(TallyTransport.Http, http.Actor(), line.ToArray(), lineKey, key) { IsOfStaff = http.IsOfStaff(), IsDryRun = isDryRun };
        var (lines, problem) = Tally.Split(body.GetBuffer().AsMemory(0, (int)body.Length));
        if (problem is not null)
        {
            return Problems.Invalid(problem.Field, problem.Because);
        }
        if (lines is null)
        {
            var outcome = await intake.Take(Incoming(body.GetBuffer().AsSpan(0, (int)body.Length), key is null ? null : IdempotencyKeys.Of(key)), cancellationToken);
            Request(http)?.SetTag("imizu.outcome", outcome.GetType().Name);
            return outcome is Refused refused ? refused.Problem() : Json(outcome.Told(1), outcome is Accepted ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        }
        var incoming = lines.Select((line, index) => Incoming(line, key is null ? null : IdempotencyKeys.OfLine(key, index))).ToList();
        var answers = await All(incoming, measures, async (index, cancelled) => (await intake.Take(incoming[index], cancelled)).Told(index + 1), cancellationToken);
        return Answer(http, answers, refusedStatus: StatusCodes.Status409Conflict);
    }

    /// <summary>
    /// The same file again is the same rows again, under whatever name: their keys are of its content. What is refused of a system's file waits as a dead letter; staff see it at once.
    /// </summary>
    private static async Task<IResult> Upload(HttpContext http, TallyIntake intake, Measures measures, CancellationToken cancellationToken)
    {
        if (!http.TryReadDryRun(out var isDryRun, out var unknown))
        {
            return unknown;
        }
        var (file, problem) = await UploadedFile.Read(http.Request, LargestFile, cancellationToken);
        if (file is null)
        {
            return problem!;
        }
        TallySheet sheet;
        try
        {
            sheet = TallySheet.Read(file.Extension, file.Bytes);
        }
        catch (UnreadableSheetException unreadable)
        {
            return Problems.Invalid("file", unreadable.Message);
        }
        var hash = Convert.ToHexStringLower(SHA256.HashData(file.Bytes));
        var rows = sheet.Rows.Where(row => row.Body is not null).ToList();
        var incoming = rows.Select(row => new IncomingTally(
            TallyTransport.File, http.Actor(), row.Body!, IdempotencyKeys.OfLine($"file {hash}", row.Number), $"{file.Name}#{row.Number}") { Wrong = row.Wrong, IsOfStaff = http.IsOfStaff(), IsDryRun = isDryRun }).ToList();
        var request = Request(http);
        var answers = await All(incoming, measures, async (index, cancelled) =>
        {
            using var span = TallyTelemetry.OfRow(rows[index].Number, request);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
            patience.CancelAfter(Patience);
            try
            {
                return (await (isDryRun || http.IsOfStaff() ? intake.Take(incoming[index], patience.Token) : intake.TakeOrKeep(incoming[index], patience.Token))).Told(rows[index].Number, sheet);
            }
            catch (OperationCanceledException e) when (!cancelled.IsCancellationRequested)
            {
                throw new ServiceUnavailableException(inner: e);
            }
        }, cancellationToken);
        var totals = sheet.Rows.Where(row => row.Body is null).Select(row => new TallyLine(row.Number, StatusCodes.Status204NoContent, "読み飛ばし", Reason: "合計の行です。"));
        return Answer(http, [.. answers.Concat(totals).OrderBy(line => line.Line)], refusedStatus: null);
    }

    /// <summary>Several measures at once, the tallies of each in their order.</summary>
    private static async Task<TallyLine[]> All(
        List<IncomingTally> incoming, Measures measures, Func<int, CancellationToken, Task<TallyLine>> take, CancellationToken cancellationToken)
    {
        var answers = new TallyLine[incoming.Count];
        await Parallel.ForEachAsync(
            incoming.Index().GroupBy(tally => measures.KeyOf(tally.Item.Read.Tally)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (measure, cancelled) =>
            {
                foreach (var (index, _) in measure)
                {
                    answers[index] = await take(index, cancelled);
                }
            });
        return answers;
    }

    private static IResult Answer(HttpContext http, TallyLine[] lines, int? refusedStatus)
    {
        var answer = lines.Told();
        Request(http)?.SetTag("imizu.rows", lines.Length).SetTag("imizu.rows.refused", answer.Refused);
        return Json(answer, answer.Refused > 0 && refusedStatus is { } status ? status : answer.Accepted > 0 ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static bool IsOfStaff(this HttpContext http) => !http.User.IsInRole(Role.Sender);

    /// <summary>The request's own span; what stands in it of a single tally is no other's.</summary>
    private static Activity? Request(HttpContext http) => http.Features.Get<IHttpActivityFeature>()?.Activity;

    private static IResult Json<T>(T answer, int status) => Results.Json(answer, ContractJson.Options, statusCode: status);
}
