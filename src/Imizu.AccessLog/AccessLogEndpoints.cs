using System.Text;
using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Contracts.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Imizu.AccessLog;

/// <summary>Answers what is in the log, and whether it is as it was written.</summary>
public static class AccessLogEndpoints
{
    private const int MostEntries = 1000, MostLines = 100_000;
    private const string Csv = "text/csv; charset=utf-8", NoNul = "使えない文字（NUL）があります。取り除いてください。";

    /// <summary>Maps <c>GET /access-log</c> and <c>GET /access-log/check</c>.</summary>
    public static void MapAccessLog(this IEndpointRouteBuilder app)
    {
        app.MapGet("/access-log", ReadAsync).RequireAuthorization(Right.ReadAccessLog).WithTags("access-log")
            .WithSummary("誰が何をし、何を見たかの記録（after より後は番号の順、before より前は新しい順。format=csv で CSV）").Produces<IReadOnlyList<NumberedAccess>>().ProducesValidationProblem();
        app.MapGet("/access-log/check", (AccessLogTable table, CancellationToken cancellationToken) => table.CheckAsync(cancellationToken))
            .RequireAuthorization(Right.Verify).WithTags("access-log").WithSummary("記録が書かれたままかを、初めから確かめる").Produces<AccessLogCheck>();
    }

    /// <param name="after">The last number that the caller has; 0 for all.</param>
    /// <param name="before">The first number that the caller has: the entries before it are answered, the latest first.</param>
    /// <param name="limit">The most entries to answer, 1 to 1,000; of CSV, the most is 100,000, and that is what it is without.</param>
    /// <param name="actor">Whose; without it, everybody's.</param>
    /// <param name="path">What their paths begin with, such as <c>/cases/…</c>.</param>
    /// <param name="until">The moment, or the day, until which they were written.</param>
    /// <param name="format"><c>json</c> or <c>csv</c>.</param>
    private static async Task<IResult> ReadAsync(
        AccessLogTable table, ILoggedRequests logged, CancellationToken cancellationToken, long after = 0, long? before = null, int? limit = null, string? actor = null, string? path = null, string? until = null, string format = "json")
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
            return logged.Invalid(field, what);
        }
        var entries = await table.ReadAsync(new(after, before, limit ?? most, actor, path, until is null ? null : moment), cancellationToken);
        return format == "json" ? Results.Json(entries, ContractJson.Options)
            // With a byte order mark, by which Excel knows UTF-8.
            : Results.File((byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Lines(entries))], Csv, "access-log.csv");
    }

    private static string Lines(IEnumerable<NumberedAccess> entries) => string.Concat(entries
        .Select(one => $"{one.Number},{one.Entry.At:O},{one.Entry.Actor},{one.Entry.Right},{one.Entry.Method},\"{one.Entry.Path.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{one.Entry.From},{one.Entry.Status}")
        .Prepend("番号,日時,職員コード,操作,方法,対象,発信元,結果").Select(line => $"{line}\r\n"));
}
