using System.Text;
using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Contracts.Reading;
using Imizu.EventStreams.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Imizu.EventStreams.AccessLog;

/// <summary>The log of who did and saw what: every command, refused or not, and every read of what is nobody's business but some people's.</summary>
public static partial class AccessLogging
{
    private const int MostEntries = 1000, MostLines = 100_000;
    private const string Csv = "text/csv; charset=utf-8", NoNul = "使えない文字（NUL）があります。取り除いてください。";

    /// <summary>Adds it, in the service's own database.</summary>
    public static void AddAccessLog(this WebApplicationBuilder builder)
    {
        var database = builder.Configuration.Database();
        builder.Services.AddSingleton(_ => new AccessLogTable(Source(connections: 1), Source(connections: 3)));
        builder.Services.AddSingleton<AccessLogWriter>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AccessLogWriter>());

        NpgsqlDataSource Source(int connections) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = connections, Timeout = 5, CommandTimeout = 10 });
    }

    /// <summary>
    /// Writes each such request into the log, and only then lets its answer go. To be called before all that answers, exceptions too: what is refused or fails is written as well.
    /// </summary>
    public static void UseAccessLog(this WebApplication app)
    {
        var (writer, clock) = (app.Services.GetRequiredService<AccessLogWriter>(), app.Services.GetRequiredService<TimeProvider>());
        var logger = app.Services.GetRequiredService<ILogger<AccessLogWriter>>();
        app.Use(async (http, next) =>
        {
            if (http.TakenRight() is not { } right || !right.IsLogged && HttpMethods.IsGet(http.Request.Method))
            {
                await next(http);
                return;
            }
            var (answer, held) = (http.Features.GetRequiredFeature<IHttpResponseBodyFeature>(), new MemoryStream());
            // Without the one before behind it, which would begin the answer.
            var holding = new StreamResponseBodyFeature(held);
            http.Features.Set<IHttpResponseBodyFeature>(holding);
            try
            {
                await next(http);
                await holding.CompleteAsync();
            }
            finally
            {
                http.Features.Set(answer);
            }
            if (http.User.Identity is { IsAuthenticated: true } && !right.UnloggedRoles.Any(http.User.IsInRole) && !await IsWrittenAsync(http, right))
            {
                http.Response.Clear();
                await Problems.Unavailable().ExecuteAsync(http);
                return;
            }
            held.Position = 0;
            await held.CopyToAsync(http.Response.Body, http.RequestAborted);
        });
        app.MapGet("/access-log", ReadAsync).RequireAuthorization(Right.ReadAccessLog).WithTags("access-log")
            .WithSummary("誰が何をし、何を見たかの記録（after より後は番号の順、before より前は新しい順。format=csv で CSV）").Produces<IReadOnlyList<NumberedAccess>>().ProducesValidationProblem();
        app.MapGet("/access-log/check", (AccessLogTable table, CancellationToken cancellationToken) => table.CheckAsync(cancellationToken))
            .RequireAuthorization(Right.Verify).WithTags("access-log").WithSummary("記録が書かれたままかを、初めから確かめる").Produces<AccessLogCheck>();

        // Whether it is; of what has failed anyway it does not matter.
        async Task<bool> IsWrittenAsync(HttpContext http, Right right)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var entry = new AccessLogEntry(
                // As PostgreSQL keeps it.
                now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)), http.Actor(), right.Code, AccessLogEntry.MethodOf(http.Request.Method, http.TryReadDryRun(out var isDryRun, out _) && isDryRun), http.Request.Path, $"{http.Connection.RemoteIpAddress}", (short)http.Response.StatusCode);
            try
            {
                await writer.WriteAsync(entry);
                return true;
            }
            catch (Exception e)
            {
                LogNotWritten(logger, e, entry.Method, entry.Path, entry.Status, entry.Actor);
                return entry.Status >= StatusCodes.Status500InternalServerError;
            }
        }
    }

    /// <param name="after">The last number that the caller has; 0 for all.</param>
    /// <param name="before">The first number that the caller has: the entries before it are answered, the latest first.</param>
    /// <param name="limit">The most entries to answer, 1 to 1,000; of CSV, the most is 100,000, and that is what it is without.</param>
    /// <param name="actor">Whose; without it, everybody's.</param>
    /// <param name="path">What their paths begin with, such as <c>/cases/…</c>.</param>
    /// <param name="until">The moment, or the day, until which they were written.</param>
    /// <param name="format"><c>json</c> or <c>csv</c>.</param>
    private static async Task<IResult> ReadAsync(
        AccessLogTable table, CancellationToken cancellationToken, long after = 0, long? before = null, int? limit = null, string? actor = null, string? path = null, string? until = null, string format = "json")
    {
        var most = format == "csv" ? MostLines : MostEntries;
        var (moment, because) = (default(DateTimeOffset), "");
        (string Field, string Because)? wrong = format is not ("json" or "csv") ? ("format", "json か csv を指定してください。")
            : after < 0 ? ("after", "0 以上の番号を指定してください。")
            : before < 0 ? ("before", "0 以上の番号を指定してください。")
            : limit < 1 || limit > most ? ("limit", $"1 から {most} までを指定してください。")
            : actor?.Contains('\0') is true ? ("actor", NoNul)
            : path?.Contains('\0') is true ? ("path", NoNul)
            : until is not null && !JapaneseMoment.TryReadOrDay(until, out moment, out because) ? ("until", because)
            : null;
        if (wrong is var (field, what))
        {
            return Problems.Invalid(field, what);
        }
        var entries = await table.ReadAsync(new(after, before, limit ?? most, actor, path, until is null ? null : moment), cancellationToken);
        return format == "json" ? Results.Json(entries, ContractJson.Options)
            // With a byte order mark, by which Excel knows UTF-8.
            : Results.File((byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Lines(entries))], Csv, "access-log.csv");
    }

    private static string Lines(IEnumerable<NumberedAccess> entries) => string.Concat(entries
        .Select(one => $"{one.Number},{one.Entry.At:O},{one.Entry.Actor},{one.Entry.Right},{one.Entry.Method},\"{one.Entry.Path.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{one.Entry.From},{one.Entry.Status}")
        .Prepend("番号,日時,職員コード,操作,方法,対象,発信元,結果").Select(line => $"{line}\r\n"));

    [LoggerMessage(EventId = 1110, Level = LogLevel.Error, Message = "The access log could not be written: {Method} {Path} was answered {Status} to {Actor}")]
    private static partial void LogNotWritten(ILogger logger, Exception exception, string method, string path, short status, string actor);
}
