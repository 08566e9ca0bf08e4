using Imizu.EventStreams.Storage;
using Microsoft.AspNetCore.Http;

namespace Imizu.EventStreams.Http;

/// <summary>Problem details (RFC 9457) that name the field and say what to do.</summary>
public static class Problems
{
    private const string InvalidTitle = "入力に誤りがあります。";

    /// <summary>The request itself is wrong, whatever is stored.</summary>
    public static IResult Invalid(string field, string because, int status = StatusCodes.Status400BadRequest) =>
        Of(status, "invalid", InvalidTitle, field, because);

    /// <summary>Fields are missing; each has an entry of its own, by which a form finds it.</summary>
    public static IResult Missing(IReadOnlyList<string> fields)
    {
        const string Because = "必須の項目です。値を入れて送ってください。";
        return Of(StatusCodes.Status400BadRequest, "invalid", InvalidTitle, fields.ToDictionary(field => field, _ => (string[])[Because]), Because);
    }

    /// <summary>A rule forbids it as things stand.</summary>
    public static IResult Refused(Refusal refusal) =>
        Of(StatusCodes.Status409Conflict, "refused", "この記録はできません。", refusal.Field, refusal.Because);

    /// <summary>The stream has moved on since the caller looked.</summary>
    public static IResult Stale(long version) =>
        Of(StatusCodes.Status412PreconditionFailed, "stale", "他の人が先に記録しました。", "If-Match",
            $"現在の版は {version} です。読み直して、もう一度送ってください。");

    /// <summary>An idempotency key names one request for good.</summary>
    public static IResult KeyReused() =>
        Of(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "Idempotency-Key が別の内容で使われています。",
            "Idempotency-Key", "新しい内容には新しいキーを付けてください。");

    /// <summary>The database is away, or too many wrote at once. Whether anything was recorded is not known: the same key finds out.</summary>
    public static IResult Unavailable() =>
        Of(StatusCodes.Status503ServiceUnavailable, "unavailable", "一時的に応答できません。", "service",
            "記録できたか確認できません。しばらくしてから、同じ Idempotency-Key でもう一度送ってください。");

    public static IResult Of(Outcome outcome) => outcome switch
    {
        Outcome.Refused o => Refused(o.Refusal),
        Outcome.Stale o => Stale(o.Version),
        Outcome.KeyReused => KeyReused(),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.GetType().Name, "No problem."),
    };

    /// <summary>Gives the problems that the server itself finds the same form: what is wrong, and what to do.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        if (context.ProblemDetails is HttpValidationProblemDetails)
        {
            return;
        }
        var (field, because) = context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => ("Authorization", "名前とパスワードが要ります（Basic 認証）。運用者から受け取ったものを付けてください。"),
            StatusCodes.Status403Forbidden => ("Authorization", "この宛先は、このアカウントでは使えません。"),
            StatusCodes.Status404NotFound => ("path", "この宛先はありません。/openapi/v1.json で確かめてください。"),
            StatusCodes.Status405MethodNotAllowed => ("method", "この宛先では使えないメソッドです。"),
            StatusCodes.Status413PayloadTooLarge => ("body", "本文が大きすぎます（上限 1 MiB）。分けて送ってください。"),
            StatusCodes.Status415UnsupportedMediaType => ("Content-Type", "application/json で送ってください。"),
            StatusCodes.Status429TooManyRequests => ("service", "同時に送られた要求が多すぎます。前の応答を待ってから送ってください。"),
            _ => ("service", "処理できませんでした。traceId を添えて運用者に知らせてください。"),
        };
        context.ProblemDetails.Detail = because;
        context.ProblemDetails.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [because] };
    }

    private static IResult Of(int status, string type, string title, string field, string because) =>
        Of(status, type, title, new Dictionary<string, string[]> { [field] = [because] }, because);

    private static IResult Of(int status, string type, string title, Dictionary<string, string[]> errors, string detail) =>
        Results.Problem(new HttpValidationProblemDetails(errors)
        {
            Status = status,
            Type = $"urn:imizu:problem:{type}",
            Title = title,
            Detail = detail,
        });
}
