using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Imizu.AccessLog;
using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.EventStreams.Storage;
using Microsoft.AspNetCore.Http;

namespace Imizu.EventStreams.Http;

/// <summary>The headers of a recording request.</summary>
public static partial class RequestHeaders
{
    /// <summary>The caller's key for an attempt: the same request with the same key is executed once.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>The cause of the request, such as the id of an event that a system reacts to.</summary>
    public const string CausationId = "Imizu-Causation-Id";

    /// <summary>The version that the caller last read, as in the stream's ETag.</summary>
    public const string IfMatch = "If-Match";

    /// <summary>Given as <c>personal</c>: texts that look personal were looked at, and are to be recorded.</summary>
    public const string Confirmed = "Imizu-Confirmed";

    /// <summary>Given as <c>true</c>: what would be refused is refused, and nothing is recorded.</summary>
    public const string DryRun = "Imizu-Dry-Run";

    private const string Personal = "personal", Yes = "true";

    /// <summary>Who asks, as the token says it.</summary>
    public static string Actor(this HttpContext http) => http.User.Identity!.Name!;

    /// <summary>Reads and validates the headers.</summary>
    public static bool TryRead(
        HttpContext http, [NotNullWhen(true)] out RecordingRequest? request, [NotNullWhen(false)] out IResult? problem)
    {
        (request, problem) = (null, null);
        string? sender = http.Request.Headers[ActorCode.OnBehalfOf], key = http.Request.Headers[IdempotencyKey], match = http.Request.Headers[IfMatch],
            causation = http.Request.Headers[CausationId], confirmed = http.Request.Headers[Confirmed];
        long? version = null;
        var isDryRun = false;
        var forwards = IsForwarded(http);
        if (forwards ? sender is null || !ActorCode.IsValid(sender) : sender is not null)
        {
            problem = Problems.Invalid(ActorCode.OnBehalfOf, forwards ? "送ったアカウントの名前を付けてください。" : "付けられるのは、送られた集計を取り次ぐシステムだけです。除いてください。");
        }
        else if (key is not null && !Key().IsMatch(key))
        {
            problem = Problems.Invalid(IdempotencyKey, "空白を除く ASCII 文字で 128 字までにしてください。");
        }
        else if (causation is not null && !Key().IsMatch(causation))
        {
            problem = Problems.Invalid(CausationId, "空白を除く ASCII 文字で 128 字までにしてください。");
        }
        else if (confirmed is not null and not Personal)
        {
            problem = Problems.Invalid(Confirmed, $"使えるのは {Personal} だけです。");
        }
        else if (!http.TryReadDryRun(out isDryRun, out var noDryRun))
        {
            problem = noDryRun;
        }
        else if (match is not null and not "*")
        {
            if (long.TryParse(match.Trim('"'), out var seen) && seen >= 0)
            {
                version = seen;
            }
            else
            {
                problem = Problems.Invalid(IfMatch, "読んだときの ETag（版の番号）を付けてください。");
            }
        }
        if (problem is not null)
        {
            return false;
        }
        var trace = Activity.Current;
        request = new RecordingRequest(sender ?? http.Actor(), http.Request.Path, key, version, trace?.TraceId.ToHexString(), causation, trace?.Id, confirmed is not null, isDryRun);
        return true;
    }

    /// <summary>Reads whether something is to be decided only.</summary>
    public static bool TryReadDryRun(this HttpContext http, out bool isDryRun, [NotNullWhen(false)] out IResult? problem)
    {
        string? given = http.Request.Headers[DryRun];
        (isDryRun, problem) = (given == Yes, given is null or Yes ? null : Problems.Invalid(DryRun, $"使えるのは {Yes} だけです。"));
        return problem is null;
    }

    /// <summary>Whether somebody asks who may record a tally in the name of who has sent it, where tallies are recorded.</summary>
    private static bool IsForwarded(HttpContext http) =>
        http.TakenRight()?.Code == Right.RecordTallies && Right.Find(Right.ForwardTallies)!.Roles.Any(http.User.IsInRole);

    [GeneratedRegex(@"\A[!-~]{1,128}\z")]
    private static partial Regex Key();
}
