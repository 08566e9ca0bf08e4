using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Imizu.Identity.Pages;

/// <summary>The code of an authenticator app, or a recovery code, after the password.</summary>
internal sealed class SecondFactorModel(SignInManager<StaffMember> signIn, UserManager<StaffMember> staff) : TryingPage
{
    private const string Refused = "この番号では確認できません。時計が合っているか確かめ、次に表示される番号を入力してください。間違いが続くと一時的に止められます。";
    private const string RecoveryRefused = "この回復コードは使えません。使い終わったコードは無効です。";

    /// <summary>The code of the app.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>A recovery code.</summary>
    [BindProperty]
    public string? RecoveryCode { get; set; }

    /// <summary>Whether a recovery code was tried.</summary>
    public bool IsRecovery { get; private set; }

    /// <summary>The form, for whoever has just given a password.</summary>
    public async Task<IActionResult> OnGetAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is null ? BackToLogIn() : Page();

    /// <summary>Tries a code of the app.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } member)
        {
            return BackToLogIn();
        }

        if (string.IsNullOrWhiteSpace(Code))
        {
            return Wrong(nameof(Code), "確認コードを入力してください。");
        }

        Tried = member.Id;
        return await signIn.TwoFactorAuthenticatorSignInAsync(Code, isPersistent: false, rememberClient: false) is { Succeeded: true } ? Onward()
            : Wrong(nameof(Code), Refused);
    }

    /// <summary>Tries a recovery code, which counts towards the lock-out as well.</summary>
    public async Task<IActionResult> OnPostRecoveryAsync()
    {
        IsRecovery = true;
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } member)
        {
            return BackToLogIn();
        }

        if (string.IsNullOrWhiteSpace(RecoveryCode))
        {
            return Wrong(nameof(RecoveryCode), "回復コードを入力してください。");
        }

        Tried = member.Id;
        // A failure that counted would end a lock-out that has no end.
        if (await staff.IsLockedOutAsync(member))
        {
            return Wrong(nameof(RecoveryCode), RecoveryRefused);
        }

        if (await signIn.TwoFactorRecoveryCodeSignInAsync(RecoveryCode.Trim().ToUpperInvariant()) is { Succeeded: true })
        {
            return Told($"回復コードを使いました。残りは {await staff.CountRecoveryCodesAsync(member)} 個です。", After);
        }

        await staff.AccessFailedAsync(member);
        return Wrong(nameof(RecoveryCode), RecoveryRefused);
    }

    private RedirectResult BackToLogIn() => Redirect(NextStep.With(NextStep.LogIn, ReturnUrl));
}
