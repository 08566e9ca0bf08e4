using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;

namespace Imizu.Identity.Sessions;

/// <summary>Ends all that somebody has begun: sessions, and what applications hold to ask for further tokens.</summary>
internal sealed class LogOutEverywhere(
    UserManager<StaffMember> staff, StaffChanges changes, SessionStore sessions, IOpenIddictAuthorizationManager authorizations, IOpenIddictTokenManager tokens)
{
    /// <summary>Ends it. An access token that is out stays valid for its few minutes.</summary>
    public async Task RunAsync(StaffMember member)
    {
        await changes.MakeAsync(member, () => staff.UpdateSecurityStampAsync(member));
        await sessions.EndAsync(session => session.StaffCode == member.Id);
        await authorizations.RevokeBySubjectAsync(member.Id);
        await tokens.RevokeBySubjectAsync(member.Id);
    }
}
