using Imizu.Contracts;
using Imizu.Identity.Hygiene;
using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Identity;

namespace Imizu.Identity.Passwords;

/// <summary>
/// Logs in by staff code and password. Whoever is refused cannot tell why: nobody of that code, a wrong password, one that is good no longer and a lock-out are
/// answered alike, and after the same time.
/// </summary>
internal sealed class PasswordLogIn(SignInManager<StaffMember> signIn, UserManager<StaffMember> staff, TimeProvider clock)
{
    // Longer than a password takes to check and a failure to be written.
    private static readonly TimeSpan Refusal = TimeSpan.FromMilliseconds(500);

    private static readonly StaffMember Nobody = StaffMember.Of("nobody", []);
    private static readonly string NobodysHash = new PasswordHasher<StaffMember>().HashPassword(Nobody, "nobody's");

    /// <summary>Tries to; answers also whose password that would be.</summary>
    public async Task<(SignInResult Result, string Tried)> TryAsync(string code, string password)
    {
        var refusal = Task.Delay(Refusal, clock);
        var member = ActorCode.IsValid(code) ? await staff.FindByNameAsync(code) : null;
        if (member is null || member.OneTimePasswordUntil < clock.GetUtcNow() || await staff.IsLockedOutAsync(member))
        {
            staff.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password);
        }
        else if (await signIn.PasswordSignInAsync(member, password, isPersistent: false, lockoutOnFailure: true) is ({ Succeeded: true } or { RequiresTwoFactor: true }) and var result)
        {
            return (result, member.Id);
        }

        await refusal;
        return (SignInResult.Failed, member?.Id ?? LoggedActs.Nobody);
    }
}
