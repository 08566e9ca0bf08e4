using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Imizu.Identity.Pages.Staff;

/// <summary>A further member of staff.</summary>
internal sealed class NewModel(UserManager<StaffMember> staff, OneTimePasswords passwords) : OnwardPage
{
    /// <summary>Its code.</summary>
    [BindProperty]
    public string Code { get; set; } = "";

    /// <summary>The codes of its roles.</summary>
    [BindProperty]
    public List<string> Roles { get; set; } = [];

    /// <summary>Makes it, with a password to begin with.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!ActorCode.IsValid(Code ?? ""))
        {
            return Wrong(nameof(Code), "職員コードは、半角の英数字と . _ - で 64 文字までにしてください。");
        }

        // The names of service accounts are not staff's, nor is what names a page.
        if (Code!.StartsWith("imizu-", StringComparison.OrdinalIgnoreCase) || Code is "." or ".." || Code.Equals("new", StringComparison.OrdinalIgnoreCase) || await staff.FindByNameAsync(Code) is not null)
        {
            return Wrong(nameof(Code), "この職員コードは使われているか、使えません。");
        }

        if (Roles.Except(Role.OfStaff.Select(role => role.Code)).Any())
        {
            return Wrong(nameof(Roles), "役割は一覧から選んでください。");
        }

        var member = StaffMember.Of(Code, Roles);
        if (!await TryCreateAsync(member))
        {
            return Wrong(nameof(Code), "この職員コードは使われているか、使えません。");
        }

        TempData["Password"] = await passwords.GiveAsync(member);
        return Told($"{Code} を加えました。", $"/staff/{Uri.EscapeDataString(Code)}");
    }

    private async Task<bool> TryCreateAsync(StaffMember member)
    {
        try
        {
            return (await staff.CreateAsync(member)).Succeeded;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Somebody made it meanwhile.
            return false;
        }
    }
}
