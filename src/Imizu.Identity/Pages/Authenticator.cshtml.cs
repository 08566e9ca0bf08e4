using System.Security.Claims;
using Imizu.Identity.SecondFactors;
using Imizu.Identity.Sessions;
using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Imizu.Identity.Pages;

/// <summary>An authenticator app, set up.</summary>
internal sealed class AuthenticatorModel(UserManager<StaffMember> staff, SignInManager<StaffMember> signIn, SessionStore sessions, PendingKeys pending) : StaffPage(staff)
{
    /// <summary>The code that the app shows.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Whether there is one already.</summary>
    public bool IsSet { get; private set; }

    /// <summary>The key in groups of four.</summary>
    public string Spaced { get; private set; } = "";

    /// <summary>The key as a picture (SVG).</summary>
    public string Picture { get; private set; } = "";

    /// <summary>The form, with a key that counts once its code was typed.</summary>
    public async Task OnGetAsync() => Show(await MeAsync(), pending.Make());

    /// <summary>Takes the key that was shown, where the app knows it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var me = await MeAsync();
        if (pending.Read() is not { } key)
        {
            Show(me, pending.Make());
            return Wrong(nameof(Code), "この画面は古くなりました。新しい図を読み取ってください。");
        }

        if (AuthenticatorCodes.Accept(key, Code ?? "", pending.Now) is not { } step)
        {
            Show(me, key);
            return Wrong(nameof(Code), "この番号では確認できません。時計が合っているか確かめ、次に表示される番号を入力してください。");
        }

        await pending.TakeAsync(Staff, me, key, step);
        await sessions.EndOthersAsync(me.Id);
        await signIn.SignInWithClaimsAsync(me, isPersistent: false, [new Claim(Claims.AuthenticationMethodReference, StaffClaims.SecondFactor)]);
        return LocalRedirect(NextStep.With("/recovery-codes", ReturnUrl));
    }

    private void Show(StaffMember me, string key) =>
        (IsSet, Spaced, Picture) = (me.TwoFactorEnabled, string.Join(' ', key.Chunk(4).Select(part => new string(part))), AuthenticatorCodes.Picture(me.Id, key));
}
