using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Imizu.Web.Access;

/// <summary>What somebody may do, asked by a page.</summary>
internal static class Rights
{
    /// <summary>Whether somebody has a right.</summary>
    public static async Task<bool> May(this IAuthorizationService authorization, ClaimsPrincipal somebody, string right) => (await authorization.AuthorizeAsync(somebody, right)).Succeeded;
}
