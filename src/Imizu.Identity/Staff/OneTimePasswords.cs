using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Imizu.Identity.Staff;

/// <summary>Passwords that are handed out, for one log-in.</summary>
internal sealed class OneTimePasswords(UserManager<StaffMember> staff, IdentitySettings settings, TimeProvider clock)
{
    private const int Letters = 20, Group = 5;

    /// <summary>Gives one, which takes the place of the password that there was, and ends a lock-out. It is told once.</summary>
    public async Task<string> GiveAsync(StaffMember member)
    {
        var password = string.Join('-', RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", Letters).Chunk(Group).Select(part => new string(part)));
        member.PasswordHash = staff.PasswordHasher.HashPassword(member, password);
        member.OneTimePasswordUntil = clock.GetUtcNow() + settings.OneTimePassword;
        (member.LockoutEnd, member.AccessFailedCount) = (null, 0);
        // Ends what was begun with the one before, and saves.
        var ended = await staff.UpdateSecurityStampAsync(member);
        return ended.Succeeded ? password : throw new InvalidOperationException(string.Join(' ', ended.Errors.Select(error => error.Description)));
    }
}
