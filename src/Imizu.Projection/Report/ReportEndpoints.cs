using System.Threading.RateLimiting;
using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Contracts.Reports;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Storage;
using Imizu.Projection.Editions;
using Imizu.Projection.Evidence;
using Imizu.Projection.FiscalYears;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Imizu.Projection.Report;

/// <summary>Maps <c>GET /reports/{fiscalYear}?form=&amp;asOf=&amp;edition=&amp;format=</c>: the report as of now or of an earlier moment, by today's rules; or as an edition has it.</summary>
public static class ReportEndpoints
{
    /// <summary>The name of the limit of what one asks at once of reports and evidence; further requests wait, and of very many some are refused.</summary>
    public const string AtOnce = "reports-at-once";

    private const int MostAtOnce = 4, MostWaiting = 60;

    public static void AddReports(this WebApplicationBuilder builder)
    {
        builder.Services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.AddPolicy(AtOnce, http => RateLimitPartition.GetConcurrencyLimiter(
                http.User.Identity?.Name ?? "", _ => new ConcurrencyLimiterOptions { PermitLimit = MostAtOnce, QueueLimit = MostWaiting }));
        });
        var forms = ReportForms.Read(builder.Configuration["Reports:Forms"] ?? Path.Combine(AppContext.BaseDirectory, "Forms"));
        builder.Services.AddSingleton(forms).AddSingleton<YearFiguresReader>().AddSingleton<LiveFigures>().AddSingleton<EvidenceReader>().AddSingleton<ChangesReader>()
            .AddSingleton<EditionDrafts>();
    }

    public static void MapReports(this IEndpointRouteBuilder app)
    {
        app.MapGet("/reports/{fiscalYear}", Read).RequireAuthorization(Right.ReadReports).RequireRateLimiting(AtOnce).WithTags("reports").WithSummary("年度の実施状況（form=breakdown は内訳、asOf を付けると、その時点の記録による。edition は確定版、訂正版の番号、format は json か、表計算ソフトの csv、xlsx）")
            .Produces<AnnualReport>().ProducesValidationProblem().ProducesValidationProblem(StatusCodes.Status404NotFound);
        app.MapTrend();
        app.MapEvidence();
    }

    /// <param name="asOf">A moment with its offset, or a day, which means its end in Japan.</param>
    private static async Task<IResult> Read(
        string fiscalYear, LiveFigures live, ReportForms forms, StreamStore streams, TimeProvider clock, NpgsqlDataSource database, CancellationToken cancellationToken,
        [FromQuery(Name = "asOf")] string? asOf = null, string form = ReportForms.Printed, int? edition = null, string format = ReportFormat.Json)
    {
        if (ReportMoment.Read(fiscalYear, asOf, clock, out var year, out var moment) is { } problem)
        {
            return problem;
        }
        if (ReportFormat.RefusedOfReport(format) is { } unknown)
        {
            return unknown;
        }
        if (edition is { } number)
        {
            return asOf is not null ? Problems.Invalid("edition", "asOf と一緒には指定できません。どちらかにしてください。")
                : await OfEdition(year, number, form, format, database, cancellationToken);
        }
        if (forms.Find(form) is not { } laidOut)
        {
            return Problems.Invalid("form", $"{string.Join("、", forms.Names)} のいずれかにしてください。");
        }
        var figures = await live.Read(year, moment, cancellationToken);
        var plan = (await streams.Read(FiscalYearEndpoints.Definition.NameOf(fiscalYear), cancellationToken, moment)).State(FiscalYearEndpoints.Definition);
        if (laidOut.WithholdBelow == 0)
        {
            return ReportFormat.Answer(ReportComposer.Compose(laidOut, figures, plan, moment), format);
        }
        var (editions, fault) = await EditionTable.ReadAll(database, year, plan.Editions, cancellationToken);
        return fault is not null ? Problems.Refused(new Refusal("fiscalYear", fault))
            : ReportFormat.Answer(YearReports.Compose(forms.All, figures, plan, moment, editions).Single(report => report.Form == form), format);
    }

    private static async Task<IResult> OfEdition(FiscalYear year, int number, string form, string format, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var (content, problem) = await EditionEndpoints.Find(database, year, number, "edition", cancellationToken);
        if (content is null)
        {
            return problem!;
        }
        var all = EditionJson.Read(content).Forms;
        return all.FirstOrDefault(report => report.Form == form) is { } report ? ReportFormat.Answer(report, format)
            : Problems.Invalid("form", $"{string.Join("、", all.Select(of => of.Form))} のいずれかにしてください。");
    }
}
