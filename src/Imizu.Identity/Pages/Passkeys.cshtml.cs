using Imizu.Identity.Sessions;
using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Imizu.Identity.Pages;

/// <summary>Somebody's passkeys; the script of the page adds one.</summary>
internal sealed class PasskeysModel(UserManager<StaffMember> staff, StaffChanges changes, SignInManager<StaffMember> signIn, SessionStore sessions, NextStep next) : StaffPage(staff)
{
    /// <summary>Those that there are.</summary>
    public IList<UserPasskeyInfo> Passkeys { get; private set; } = [];

    /// <summary>Whether one was to be removed that is the last second factor.</summary>
    public bool IsLast { get; private set; }

    /// <summary>Where one goes from here: on, where that was the step to take.</summary>
    public string Next => ReturnUrl is null ? "/passkeys" : After;

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync() => Passkeys = await Staff.GetPasskeysAsync(await MeAsync());

    /// <summary>Removes one; not the last second factor.</summary>
    /// <param name="id">Its credential id, in hexadecimal.</param>
    public async Task<IActionResult> OnPostAsync(string id)
    {
        var me = await MeAsync();
        Passkeys = await Staff.GetPasskeysAsync(me);
        if (Passkeys.FirstOrDefault(passkey => Convert.ToHexString(passkey.CredentialId) == id) is not { } found || await next.OfAsync(me, User) is not null)
        {
            return NotFound();
        }

        if (Passkeys.Count == 1 && !me.TwoFactorEnabled)
        {
            IsLast = true;
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        await changes.MakeAsync(me, () => Staff.RemovePasskeyAsync(me, found.CredentialId));
        await changes.MakeAsync(me, () => Staff.UpdateSecurityStampAsync(me));
        await sessions.EndOthersAsync(me.Id);
        await signIn.RefreshSignInAsync(me);
        return Told($"パスキー「{found.Name}」を削除しました。", "/passkeys");
    }
}
