using Imizu.Identity.Hygiene;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imizu.Identity.Pages;

/// <summary>What went wrong: a page for people, problem details (RFC 9457) for machines.</summary>
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel : PageModel
{
    /// <summary>What.</summary>
    public string What { get; private set; } = "";

    /// <summary>Why, and what can be done.</summary>
    public string Why { get; private set; } = "";

    /// <summary>Tells it.</summary>
    public IActionResult OnGet() => Tell();

    /// <inheritdoc cref="OnGet" />
    public IActionResult OnPost() => Tell();

    private IActionResult Tell()
    {
        // Asked for by itself, it tells of nothing.
        var code = Response.StatusCode is StatusCodes.Status200OK ? StatusCodes.Status404NotFound : Response.StatusCode;
        (What, Why) = code switch
        {
            StatusCodes.Status403Forbidden => ("この画面は使えません", "この操作に要る役割がありません。必要なときは、運用の担当者に申し出てください。"),
            StatusCodes.Status404NotFound => ("見つかりません", "アドレスを確かめてください。"),
            StatusCodes.Status409Conflict => ("先に済ませる手順があります", "前の画面を読み込み直すと、次にすることが案内されます。"),
            StatusCodes.Status429TooManyRequests => ("しばらくお待ちください", "短い間に何度も試されました。1 分ほどしてからもう一度お試しください。"),
            StatusCodes.Status400BadRequest when HttpContext.Items[NulCharacters.Field] is string field => ("受け付けられません", $"{field} に、使えない文字（NUL）が入っています。"),
            < StatusCodes.Status500InternalServerError when HttpContext.Features.Get<IExceptionHandlerFeature>() is not null =>
                ("受け付けられません", "送られた内容を読み取れません。使えない文字が入っていないか、長すぎないか確かめてください。"),
            < StatusCodes.Status500InternalServerError => ("受け付けられません", HttpContext.GetOpenIddictServerResponse()?.ErrorDescription ?? "画面が古くなったようです。前の画面に戻り、読み込み直してください。"),
            StatusCodes.Status503ServiceUnavailable => ("一時的に応答できません", "しばらくしてから、もう一度お試しください。"),
            _ => ("うまくいきませんでした", "しばらくしてからもう一度お試しください。続くときは、運用の担当者に申し出てください。"),
        };
        Response.StatusCode = code;
        return $"{Request.Headers.Accept}".Contains("text/html", StringComparison.Ordinal)
            ? Page() : new ObjectResult(new ProblemDetails { Status = code, Title = What, Detail = Why }) { StatusCode = code, ContentTypes = { "application/problem+json" } };
    }
}
