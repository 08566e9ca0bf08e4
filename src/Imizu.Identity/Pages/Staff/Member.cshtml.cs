using Imizu.Contracts.Access;
using Imizu.Identity.Sessions;
using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Imizu.Identity.Pages.Staff;

/// <summary>One member of staff: roles, a lock, and a new beginning. Nobody changes these for oneself.</summary>
internal sealed class MemberModel(UserManager<StaffMember> staff, StaffChanges changes, OneTimePasswords passwords, LogOutEverywhere everywhere, TimeProvider clock) : StaffPage(staff)
{
    /// <summary>Whoever it is.</summary>
    public StaffMember Member { get; private set; } = null!;

    /// <summary>The codes of the roles.</summary>
    [BindProperty]
    public List<string> Roles { get; set; } = [];

    /// <summary>Whether it is whoever looks.</summary>
    public bool IsMe { get; private set; }

    /// <summary>Whether it is locked.</summary>
    public bool IsLocked => Member.LockoutEnd > clock.GetUtcNow();

    /// <inheritdoc />
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await Staff.FindByIdAsync($"{RouteData.Values["code"]}") is not { } member)
        {
            context.Result = NotFound();
            return;
        }

        (Member, IsMe) = (member, member.Id == Staff.GetUserId(User));
        if (IsMe && !HttpMethods.IsGet(Request.Method))
        {
            context.Result = Forbid();
            return;
        }

        await next();
    }

    /// <summary>Shows the roles that there are.</summary>
    public void OnGet() => Roles = Member.Roles;

    /// <summary>Changes the roles, which ends sessions and tokens that say others.</summary>
    public async Task<IActionResult> OnPostRolesAsync()
    {
        if (Roles.Except(Role.OfStaff.Select(role => role.Code)).Any())
        {
            return Wrong(nameof(Roles), "役割は一覧から選んでください。");
        }

        await changes.MakeAsync(Member, () =>
        {
            Member.Roles = Roles;
            return Staff.UpdateAsync(Member);
        });
        await everywhere.RunAsync(Member);
        return Done("役割を変えました。");
    }

    /// <summary>Locks it until somebody unlocks it.</summary>
    public async Task<IActionResult> OnPostLockAsync()
    {
        await changes.MakeAsync(Member, () => Staff.SetLockoutEndDateAsync(Member, DateTimeOffset.MaxValue));
        await everywhere.RunAsync(Member);
        return Done("停止しました。");
    }

    /// <summary>Unlocks it.</summary>
    public async Task<IActionResult> OnPostUnlockAsync()
    {
        await changes.MakeAsync(Member, () => Staff.SetLockoutEndDateAsync(Member, null));
        await changes.MakeAsync(Member, () => Staff.ResetAccessFailedCountAsync(Member));
        return Done("再開しました。");
    }

    /// <summary>Takes all second factors away, and gives a password to begin with.</summary>
    public async Task<IActionResult> OnPostResetAsync()
    {
        foreach (var passkey in await Staff.GetPasskeysAsync(Member))
        {
            await changes.MakeAsync(Member, () => Staff.RemovePasskeyAsync(Member, passkey.CredentialId));
        }

        await changes.MakeAsync(Member, () => Staff.ResetAuthenticatorKeyAsync(Member));
        // It answers nothing where it was not saved.
        await changes.MakeAsync(Member, async () =>
            await Staff.GenerateNewTwoFactorRecoveryCodesAsync(Member, 0) is null ? IdentityResult.Failed(Staff.ErrorDescriber.ConcurrencyFailure()) : IdentityResult.Success);
        await changes.MakeAsync(Member, () => Staff.SetTwoFactorEnabledAsync(Member, enabled: false));
        await everywhere.RunAsync(Member);
        TempData["Password"] = await passwords.GiveAsync(Member);
        return Done("ログインの手段を作り直しました。");
    }

    private IActionResult Done(string what) => Told(what, $"/staff/{Uri.EscapeDataString(Member.Id)}");
}
