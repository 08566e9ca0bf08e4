using Imizu.Identity.Passwords;
using Imizu.Identity.Sessions;
using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Imizu.Identity.Pages;

/// <summary>A new password, which ends all other sessions.</summary>
internal sealed class PasswordModel(UserManager<StaffMember> staff, SignInManager<StaffMember> signIn, SessionStore sessions, PasswordRules rules) : StaffPage(staff)
{
    /// <summary>The password that there is.</summary>
    [BindProperty]
    public string Current { get; set; } = "";

    /// <summary>The new one.</summary>
    [BindProperty]
    public string New { get; set; } = "";

    /// <summary>The new one again.</summary>
    [BindProperty]
    public string Again { get; set; } = "";

    /// <summary>Whether the one that there is was handed out.</summary>
    public bool IsFirst { get; private set; }

    /// <summary>How long the new one has to be.</summary>
    public int Shortest => rules.Shortest;

    /// <summary>The form.</summary>
    public async Task OnGetAsync() => IsFirst = (await MeAsync()).OneTimePasswordUntil is not null;

    /// <summary>Changes it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var me = await MeAsync();
        IsFirst = me.OneTimePasswordUntil is not null;
        if (rules.Wrong(New ?? "", me.Id) is { } wrong)
        {
            return Wrong(nameof(New), wrong);
        }

        if (New != Again)
        {
            return Wrong(nameof(Again), "二つの新しいパスワードが違っています。");
        }

        if (New == Current)
        {
            return Wrong(nameof(New), "今のパスワードとは違うものにしてください。");
        }

        var isLocked = await Staff.IsLockedOutAsync(me);
        if (isLocked || !await Staff.CheckPasswordAsync(me, Current ?? ""))
        {
            // A failure that counted would end a lock-out that has no end.
            await (isLocked ? Task.CompletedTask : Staff.AccessFailedAsync(me));
            return Wrong(nameof(Current), "今のパスワードが違います。");
        }

        // Saved together with the password.
        me.OneTimePasswordUntil = null;
        if (await Staff.ChangePasswordAsync(me, Current!, New!) is { Succeeded: false } refused)
        {
            return Wrong(nameof(New), refused.Errors.First().Description);
        }

        await Staff.ResetAccessFailedCountAsync(me);
        await sessions.EndOthersAsync(me.Id);
        await signIn.RefreshSignInAsync(me);
        return Told("パスワードを変えました。ほかの端末のログインは終わりました。", After);
    }
}
