using Imizu.Identity.Sessions;
using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Imizu.Identity.Pages;

/// <summary>Somebody's own sessions.</summary>
internal sealed class SessionsModel(UserManager<StaffMember> staff, SessionStore sessions, LogOutEverywhere everywhere, SignInManager<StaffMember> signIn) : StaffPage(staff)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<Session> All { get; private set; } = [];

    /// <summary>The id of this one.</summary>
    public string? Current { get; private set; }

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync()
    {
        All = await sessions.OfAsync((await MeAsync()).Id);
        Current = (await HttpContext.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Properties?.Items[SessionStore.Id];
    }

    /// <summary>Ends another one.</summary>
    /// <param name="number">What the page calls it.</param>
    public async Task<IActionResult> OnPostAsync(string number)
    {
        await OnGetAsync();
        if (All.FirstOrDefault(session => Session.NumberOf(session.Id) == number) is { } found)
        {
            await sessions.RemoveAsync(found.Id);
        }

        return Told("その端末のログインを終わらせました。", "/sessions");
    }

    /// <summary>Ends all, this one too.</summary>
    public async Task<IActionResult> OnPostEverywhereAsync()
    {
        await everywhere.RunAsync(await MeAsync());
        await signIn.SignOutAsync();
        return LocalRedirect("/logged-out");
    }
}
