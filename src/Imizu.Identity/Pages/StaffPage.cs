using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imizu.Identity.Pages;

/// <summary>A page that leads on to another when it is done.</summary>
internal abstract class OnwardPage : PageModel
{
    /// <summary>The address that comes after it, within this service.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>The address that comes after it, or the first page.</summary>
    public string After => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/";

    /// <summary>Leads on.</summary>
    protected IActionResult Onward() => LocalRedirect(After);

    /// <summary>Shows the page again, with what is wrong with a field.</summary>
    protected PageResult Wrong(string field, string what)
    {
        ModelState.AddModelError(field, what);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    /// <summary>Leads to a page that tells that something was done.</summary>
    protected IActionResult Told(string what, string page)
    {
        TempData["Told"] = what;
        return LocalRedirect(page);
    }
}

/// <summary>A page on which somebody's secret is tried.</summary>
internal abstract class TryingPage : OnwardPage
{
    /// <summary>For whom it was, or that there is nobody of that code; null where none was tried.</summary>
    public string? Tried { get; protected set; }
}

/// <summary>A page of whoever has logged in.</summary>
internal abstract class StaffPage(UserManager<StaffMember> staff) : OnwardPage
{
    /// <summary>All members of staff.</summary>
    protected UserManager<StaffMember> Staff => staff;

    /// <summary>Whoever has logged in.</summary>
    protected async Task<StaffMember> MeAsync() => await staff.GetUserAsync(User) ?? throw new InvalidOperationException("The session is nobody's.");
}
