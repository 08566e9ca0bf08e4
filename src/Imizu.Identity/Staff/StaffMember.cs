using Microsoft.AspNetCore.Identity;

namespace Imizu.Identity.Staff;

/// <summary>Somebody who may log in. Its id is the staff code, which is all that is known of the person: no name, no address.</summary>
internal sealed class StaffMember : IdentityUser
{
    /// <summary>The codes of the roles that it has.</summary>
    public List<string> Roles { get; set; } = [];

    /// <summary>Until when its password, which was handed out, is good: nothing but changing it is possible with it; null where it has chosen the password itself.</summary>
    public DateTimeOffset? OneTimePasswordUntil { get; set; }

    /// <summary>The step of the last code of its authenticator that was accepted: a code is good once (RFC 6238, section 5.2).</summary>
    public long LastCodeStep { get; set; }

    /// <summary>Makes one, of a code.</summary>
    public static StaffMember Of(string code, IEnumerable<string> roles) => new() { Id = code, UserName = code, LockoutEnabled = true, Roles = [.. roles] };
}
