using Imizu.EventStreams.Storage;
using Microsoft.AspNetCore.Http;

namespace Imizu.EventStreams.Http;

/// <summary>Creates problem details (RFC 9457) that name the field and say what to do.</summary>
public static class Problems
{
    /// <summary>What the type of a problem begins with.</summary>
    public const string TypePrefix = "urn:imizu:problem:";

    /// <summary>The problem of an event that the running build cannot read: it is one stream's, and no outage.</summary>
    public const string UnreadableEvent = "unreadable-event";

    private const string InvalidTitle = "入力に誤りがあります。";

    /// <summary>The request is invalid, whatever is stored (400 by default).</summary>
    public static IResult Invalid(string field, string because, int status = StatusCodes.Status400BadRequest) =>
        Of(status, "invalid", InvalidTitle, field, because);

    /// <summary>Several fields are invalid; each has its own entry in <c>errors</c>.</summary>
    public static IResult Invalid(IReadOnlyDictionary<string, string[]> errors, int status) =>
        Of(status, "invalid", InvalidTitle, new Dictionary<string, string[]>(errors), errors.Values.First()[0]);

    /// <summary>A rule forbids the command in the current state (409).</summary>
    public static IResult Refused(Refusal refusal) =>
        Of(StatusCodes.Status409Conflict, "refused", "この記録はできません。", refusal.Field, refusal.Because);

    /// <summary>The stream has changed since the version in <c>If-Match</c> (412).</summary>
    public static IResult Stale(long version) =>
        Of(StatusCodes.Status412PreconditionFailed, "stale", "他の人が先に記録しました。", "If-Match",
            $"現在の版は {version} です。読み直して、もう一度送ってください。");

    /// <summary>The idempotency key was used for a different request (422).</summary>
    public static IResult KeyReused() =>
        Of(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "Idempotency-Key が別の内容で使われています。",
            "Idempotency-Key", "新しい内容には新しいキーを付けてください。");

    /// <summary>
    /// The database is unavailable or there were too many conflicts (503). Whether anything was recorded is unknown; retrying with the same key
    /// is safe.
    /// </summary>
    public static IResult Unavailable(
        string field = "service", string because = "記録できたか確認できません。しばらくしてから、同じ Idempotency-Key でもう一度送ってください。") =>
        Of(StatusCodes.Status503ServiceUnavailable, "unavailable", "一時的に応答できません。", field, because);

    /// <summary>An event that is needed cannot be read by this build (503); what does not need it is answered as ever.</summary>
    public static IResult Unreadable(UnreadableEventException unreadable) =>
        Of(StatusCodes.Status503ServiceUnavailable, UnreadableEvent, "このサービスでは読めない記録があります。", "event",
            $"位置 {unreadable.Position} の記録（種類 {unreadable.Type}）は、動いている版のサービスでは読めません。何も変わっていません。その種類を読める版に入れ替えると、続きから動きます。");

    public static IResult Of(Outcome outcome) => outcome switch
    {
        Outcome.Refused o => Refused(o.Refusal),
        Outcome.Stale o => Stale(o.Version),
        Outcome.KeyReused => KeyReused(),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.GetType().Name, "No problem."),
    };

    /// <summary>Completes problem details that ASP.NET Core creates itself.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        if (context.ProblemDetails is HttpValidationProblemDetails)
        {
            return;
        }
        var (field, because) = context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => ("Authorization", "ログインして受け取ったトークン（Bearer）が要ります。ほかのシステムは、運用者から受け取った名前とパスワードも使えます（ゲートウェイだけ、Basic 認証）。"),
            StatusCodes.Status403Forbidden => ("Authorization", "この操作は、この役割ではできません。"),
            StatusCodes.Status404NotFound => ("path", "この宛先はありません。/openapi/v1.json で確かめてください。"),
            StatusCodes.Status408RequestTimeout => ("body", "本文が最後まで届きませんでした。もう一度送ってください。"),
            StatusCodes.Status405MethodNotAllowed => ("method", "この宛先では使えないメソッドです。"),
            StatusCodes.Status413PayloadTooLarge => ("body", "本文が大きすぎます（上限 1 MiB）。分けて送ってください。"),
            StatusCodes.Status415UnsupportedMediaType => ("Content-Type", "application/json（UTF-8）で送ってください。"),
            StatusCodes.Status429TooManyRequests => ("service", "同時に送られた要求が多すぎます。前の応答を待ってから送ってください。"),
            _ => ("service", "処理できませんでした。traceId を添えて運用者に知らせてください。"),
        };
        context.ProblemDetails.Detail = because;
        context.ProblemDetails.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [because] };
    }

    private static IResult Of(int status, string type, string title, string field, string because) =>
        Of(status, type, title, new Dictionary<string, string[]> { [field] = [because] }, because);

    private static IResult Of(int status, string type, string title, Dictionary<string, string[]> errors, string detail) =>
        Results.Problem(new HttpValidationProblemDetails(errors) { Status = status, Type = $"{TypePrefix}{type}", Title = title, Detail = detail });
}
