using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Imizu.Identity.Pages.Staff;

/// <summary>All who may log in.</summary>
internal sealed class IndexModel(UserManager<StaffMember> staff, TimeProvider clock) : PageModel
{
    /// <summary>Each with its number of passkeys, and whether it is locked.</summary>
    public IReadOnlyList<(StaffMember Member, int Passkeys, bool IsLocked)> All { get; private set; } = [];

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync()
    {
        var all = new List<(StaffMember, int, bool)>();
        foreach (var member in await staff.Users.OrderBy(member => member.Id).ToListAsync())
        {
            all.Add((member, (await staff.GetPasskeysAsync(member)).Count, member.LockoutEnd > clock.GetUtcNow()));
        }

        All = all;
    }
}
