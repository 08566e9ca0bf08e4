using System.Text;
using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Imizu.EventStreams.AccessLog;

/// <summary>The log of who did and saw what: every command, refused or not, and every read of what is nobody's business but some people's.</summary>
public static partial class AccessLogging
{
    private const int MostEntries = 1000, Connections = 2;
    private const string Csv = "text/csv; charset=utf-8";

    /// <summary>Adds it, in the service's own database.</summary>
    public static void AddAccessLog(this WebApplicationBuilder builder)
    {
        // A pool of its own, so that it waits for nobody.
        var connection = new NpgsqlConnectionStringBuilder(builder.Configuration.Database()) { MaxPoolSize = Connections, Timeout = 5, CommandTimeout = 10 };
        builder.Services.AddSingleton(new AccessLogTable(NpgsqlDataSource.Create(connection)));
        builder.Services.AddSingleton<AccessLogWriter>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AccessLogWriter>());
    }

    /// <summary>Writes each such request into the log before it is answered. To be called before <c>UseAccess</c>, so that what is refused is written too.</summary>
    public static void UseAccessLog(this WebApplication app)
    {
        app.Use((http, next) =>
        {
            if (RightOf(http) is { } right && (right.IsLogged || !HttpMethods.IsGet(http.Request.Method)))
            {
                var isWritten = false;
                http.Response.OnStarting(Write);
                // Who has gone away meanwhile gets no answer, and has done it all the same.
                http.Response.OnCompleted(Write);

                async Task Write()
                {
                    if (!isWritten && http.User.Identity is { IsAuthenticated: true })
                    {
                        isWritten = true;
                        await WriteAsync(http, right);
                    }
                }
            }
            return next(http);
        });
        app.MapGet("/access-log", ReadAsync).RequireAuthorization(Right.ReadAccessLog).WithTags("access-log")
            .WithSummary("誰が何をし、何を見たかの記録（after より後、番号の順。format=csv で CSV）").Produces<IReadOnlyList<NumberedAccess>>().ProducesValidationProblem();
        app.MapGet("/access-log/check", (AccessLogTable table, CancellationToken cancellationToken) => table.CheckAsync(cancellationToken))
            .RequireAuthorization(Right.Verify).WithTags("access-log").WithSummary("記録が書かれたままかを、初めから確かめる").Produces<AccessLogCheck>();
    }

    private static Right? RightOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.Policy is { } policy ? Right.All.FirstOrDefault(right => right.Code == policy) : null;

    private static async Task WriteAsync(HttpContext http, Right right)
    {
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var entry = new AccessLogEntry(
            // As PostgreSQL keeps it.
            now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)), http.Actor(), right.Code, http.Request.Method, http.Request.Path, $"{http.Connection.RemoteIpAddress}", (short)http.Response.StatusCode);
        try
        {
            await http.RequestServices.GetRequiredService<AccessLogWriter>().WriteAsync(entry);
        }
        catch (Exception e) when (Outage.Is(e))
        {
            LogNotWritten(http.RequestServices.GetRequiredService<ILogger<AccessLogWriter>>(), entry.Method, entry.Path, entry.Status, entry.Actor);
            if (entry.Status < StatusCodes.Status400BadRequest && !http.Response.HasStarted)
            {
                // Nothing is shown that is not in the log; what was recorded is asked for again with the same key, and is then.
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                if (HttpMethods.IsGet(entry.Method))
                {
                    http.Abort();
                }
            }
        }
    }

    /// <param name="after">The last number that the caller has; 0 for all.</param>
    /// <param name="limit">The most entries to answer, 1 to 1,000; of CSV, all.</param>
    /// <param name="actor">Whose; without it, everybody's.</param>
    /// <param name="path">What their paths begin with, such as <c>/cases/…</c>.</param>
    /// <param name="format"><c>json</c> or <c>csv</c>.</param>
    private static async Task<IResult> ReadAsync(
        AccessLogTable table, CancellationToken cancellationToken, long after = 0, int limit = MostEntries, string? actor = null, string? path = null, string format = "json")
    {
        if (limit is < 1 or > MostEntries || after < 0)
        {
            return after < 0 ? Problems.Invalid("after", "0 以上の番号を指定してください。") : Problems.Invalid("limit", $"1 から {MostEntries} までを指定してください。");
        }
        if (format is not ("json" or "csv"))
        {
            return Problems.Invalid("format", "json か csv を指定してください。");
        }
        if ((actor + path).Contains('\0'))
        {
            return Problems.Invalid(actor?.Contains('\0') is true ? "actor" : "path", "使えない文字（NUL）があります。取り除いてください。");
        }
        return format == "json" ? Results.Json(await table.ReadAsync(after, limit, actor, path, cancellationToken), ContractJson.Options)
            : Results.Stream(to => WriteCsvAsync(table, to, after, actor, path, cancellationToken), Csv, "access-log.csv");
    }

    private static async Task WriteCsvAsync(AccessLogTable table, Stream to, long after, string? actor, string? path, CancellationToken cancellationToken)
    {
        // With a byte order mark, by which Excel knows UTF-8.
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)) { NewLine = "\r\n" };
        await writer.WriteLineAsync("番号,日時,職員コード,操作,方法,対象,発信元,結果");
        while (await table.ReadAsync(after, MostEntries, actor, path, cancellationToken) is [.., var last] page)
        {
            foreach (var (number, entry) in page)
            {
                await writer.WriteLineAsync($"{number},{entry.At:O},{entry.Actor},{entry.Right},{entry.Method},\"{entry.Path.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{entry.From},{entry.Status}");
            }
            after = last.Number;
        }
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "The access log could not be written: {Method} {Path} was answered {Status} to {Actor}")]
    private static partial void LogNotWritten(ILogger logger, string method, string path, short status, string actor);
}
