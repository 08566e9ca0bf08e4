using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Imizu.Identity.Staff;

/// <summary>Passwords that are handed out, each good until its owner chooses another, and for so long at most.</summary>
internal sealed class OneTimePasswords(UserManager<StaffMember> staff, StaffChanges changes, IdentitySettings settings, TimeProvider clock)
{
    private const int Letters = 20, Group = 5;

    /// <summary>Gives one, which takes the place of the password that there was, and ends a lock-out. It is told once.</summary>
    public async Task<string> GiveAsync(StaffMember member)
    {
        var password = string.Join('-', RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", Letters).Chunk(Group).Select(part => new string(part)));
        await changes.MakeAsync(member, () =>
        {
            member.PasswordHash = staff.PasswordHasher.HashPassword(member, password);
            member.OneTimePasswordUntil = clock.GetUtcNow() + settings.OneTimePassword;
            (member.LockoutEnd, member.AccessFailedCount) = (null, 0);
            // Ends what was begun with the one before, and saves.
            return staff.UpdateSecurityStampAsync(member);
        });
        return password;
    }
}
