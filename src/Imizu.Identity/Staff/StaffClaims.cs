using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Imizu.Identity.Staff;

/// <summary>What a session says of a member of staff: the code and the roles.</summary>
internal sealed class StaffClaims(UserManager<StaffMember> staff, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<StaffMember>(staff, options)
{
    /// <summary>Whether the session was begun with a second factor or with a passkey.</summary>
    public static bool HasSecondFactor(ClaimsPrincipal session) =>
        session.FindAll(Claims.AuthenticationMethodReference).Any(method => method.Value is SecondFactor or Passkey);

    /// <summary>How a session was begun, in the words of RFC 8176.</summary>
    public const string SecondFactor = "mfa", Passkey = "hwk";

    /// <inheritdoc />
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(StaffMember user)
    {
        var claims = await base.GenerateClaimsAsync(user);
        claims.AddClaims(user.Roles.Select(role => new Claim(Claims.Role, role)));
        return claims;
    }
}
