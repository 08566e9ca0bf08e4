using Imizu.Identity.Passwords;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imizu.Identity.Pages;

/// <summary>The first page that anybody sees.</summary>
internal sealed class LogInModel(PasswordLogIn logIn) : TryingPage
{
    /// <summary>What is told to whoever is refused, whatever the reason.</summary>
    public const string Refused = "ログインできません。職員コードかパスワードが違うか、間違いが続いたため一時的に止められています。しばらくしてから試すか、運用の担当者に申し出てください。";

    /// <summary>The staff code.</summary>
    [BindProperty]
    public string Code { get; set; } = "";

    /// <summary>The password.</summary>
    [BindProperty]
    public string Password { get; set; } = "";

    /// <summary>Whether it was refused just now.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>The form; nothing for whoever is in already.</summary>
    public IActionResult OnGet() => User.Identity?.IsAuthenticated is true ? Onward() : Page();

    /// <summary>Tries a password.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (User.Identity?.IsAuthenticated is true)
        {
            return Onward();
        }

        if (string.IsNullOrWhiteSpace(Code))
        {
            return Wrong(nameof(Code), "職員コードを入力してください。");
        }

        if (Password is null or "")
        {
            return Wrong(nameof(Password), "パスワードを入力してください。");
        }

        (var result, Tried) = await logIn.TryAsync(Code.Trim(), Password.Length > PasswordRules.Longest ? "" : Password);
        if (result.RequiresTwoFactor)
        {
            return LocalRedirect(NextStep.With("/second-factor", Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : null));
        }

        if (result.Succeeded)
        {
            return Onward();
        }

        (IsRefused, Response.StatusCode) = (true, StatusCodes.Status401Unauthorized);
        return Page();
    }
}
