using Imizu.Contracts.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Imizu.Identity.Staff;

/// <summary>The one member of staff that an installation begins with.</summary>
internal sealed class FirstAdministrator(UserManager<StaffMember> staff, OneTimePasswords passwords, IdentitySettings settings, TimeProvider clock)
{
    /// <summary>Its code.</summary>
    public const string Code = "staff-01";

    /// <summary>
    /// Makes it where there is nobody yet, and prints its password to the console, and nowhere else; again where nobody has used that one in its time.
    /// </summary>
    public async Task MakeAsync()
    {
        if (await staff.Users.AnyAsync(member => member.Id != Code))
        {
            return;
        }

        var first = await staff.FindByIdAsync(Code);
        if (first is { PasswordHash: not null } && !(first.OneTimePasswordUntil < clock.GetUtcNow()))
        {
            return;
        }

        if (first is null)
        {
            await staff.CreateAsync(first = StaffMember.Of(Code, [Role.Operator]));
        }

        var password = await passwords.GiveAsync(first);
        // Not through the log, which goes to whoever receives the telemetry too.
        await Console.Out.WriteLineAsync(
            $"最初の利用者を作りました。{settings.Address} で 職員コード {Code} パスワード {password} を使ってログインしてください。ログインするとパスワードの変更を求められます。この表示は一度だけです。");
    }
}
