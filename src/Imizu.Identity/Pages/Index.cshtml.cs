using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Identity;

namespace Imizu.Identity.Pages;

/// <summary>What somebody has set up.</summary>
internal sealed class IndexModel(UserManager<StaffMember> staff) : StaffPage(staff)
{
    /// <summary>Whoever has logged in.</summary>
    public StaffMember Me { get; private set; } = null!;

    /// <summary>How many passkeys there are.</summary>
    public int Passkeys { get; private set; }

    /// <summary>How many recovery codes are left.</summary>
    public int RecoveryCodes { get; private set; }

    /// <summary>Reads it.</summary>
    public async Task OnGetAsync()
    {
        Me = await MeAsync();
        (Passkeys, RecoveryCodes) = ((await Staff.GetPasskeysAsync(Me)).Count, await Staff.CountRecoveryCodesAsync(Me));
    }
}
