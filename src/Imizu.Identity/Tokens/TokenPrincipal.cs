using System.Collections.Immutable;
using System.Security.Claims;
using Imizu.Contracts.Access;
using Imizu.Identity.Staff;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Imizu.Identity.Tokens;

/// <summary>What tokens say: <c>sub</c> a staff code or a client's name, <c>role</c> the roles, <c>aud</c> the services that were asked for. No name of a person.</summary>
internal static class TokenPrincipal
{
    /// <summary>The claims of codes and refresh tokens that name the session and say what the security stamp was; no other token has them.</summary>
    public const string Session = "session", Stamp = "stamp";

    // That of ID tokens, which whoever has one can read.
    private const string SessionNumber = "sid";

    /// <summary>Of a member of staff.</summary>
    public static ClaimsPrincipal Of(StaffMember member, string session, IEnumerable<string> methods, ImmutableArray<string> scopes) =>
        Make(member.Id, member.Roles, scopes, claims => claims
            .SetClaim(Session, session).SetClaim(SessionNumber, Sessions.Session.NumberOf(session)).SetClaim(Stamp, member.SecurityStamp).SetClaims(Claims.AuthenticationMethodReference, [.. methods]));

    /// <summary>Of a service account.</summary>
    public static ClaimsPrincipal Of(string client, IEnumerable<string> roles, ImmutableArray<string> scopes) => Make(client, roles, scopes, _ => { });

    private static ClaimsPrincipal Make(string subject, IEnumerable<string> roles, ImmutableArray<string> scopes, Action<ClaimsIdentity> further)
    {
        var claims = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Subject, Claims.Role);
        claims.SetClaim(Claims.Subject, subject).SetClaims(Claims.Role, [.. roles]);
        further(claims);
        claims.SetScopes(scopes).SetResources(scopes.Intersect(Audience.All));
        claims.SetDestinations(claim => claim.Type switch
        {
            Session or Stamp => [],
            SessionNumber => [Destinations.IdentityToken],
            _ => [Destinations.AccessToken, Destinations.IdentityToken],
        });
        return new(claims);
    }
}
