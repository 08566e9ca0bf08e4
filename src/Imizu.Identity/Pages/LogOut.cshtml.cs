using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imizu.Identity.Pages;

/// <summary>Ends the session of this browser.</summary>
internal sealed class LogOutModel(SignInManager<StaffMember> signIn) : PageModel
{
    /// <summary>Ends it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync();
        return LocalRedirect("/logged-out");
    }
}
