using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Imizu.Identity.Pages;

/// <summary>Recovery codes, each good once.</summary>
internal sealed class RecoveryCodesModel(UserManager<StaffMember> staff) : StaffPage(staff)
{
    private const int Number = 10;

    /// <summary>Those made just now; they are shown once.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    /// <summary>How many are left.</summary>
    public int Left { get; private set; }

    /// <summary>The number that is left.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        var me = await MeAsync();
        Left = await Staff.CountRecoveryCodesAsync(me);
        return me.TwoFactorEnabled ? Page() : LocalRedirect("/authenticator");
    }

    /// <summary>Makes new ones.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var me = await MeAsync();
        if (!me.TwoFactorEnabled)
        {
            return StatusCode(StatusCodes.Status409Conflict);
        }

        Codes = [.. await Staff.GenerateNewTwoFactorRecoveryCodesAsync(me, Number) ?? throw new InvalidOperationException("The recovery codes were not saved.")];
        return Page();
    }
}
