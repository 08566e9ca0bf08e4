using System.Security.Claims;
using Imizu.Contracts.Access;
using Imizu.Identity.Hygiene;
using Imizu.Identity.Pages;
using Imizu.Identity.Sessions;
using Imizu.Identity.Staff;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Imizu.Identity.Tokens;

/// <summary>The endpoints of OpenID Connect that decide something; OpenIddict has checked the request before.</summary>
internal static class TokenEndpoints
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    // What tries a client's secret; of the second OpenIddict knows the path alone.
    private const string Token = "/connect/token", Revoke = "/connect/revoke", End = "/connect/log-out";

    /// <summary>Whether a client's secret is tried there.</summary>
    public static bool TriesSecret(PathString path) => path.StartsWithSegments(Token, StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments(Revoke, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an endpoint ends sessions, to which an application leads a browser.</summary>
    public static bool EndsSessions(Endpoint? endpoint) => (endpoint as RouteEndpoint)?.RoutePattern.RawText == End;

    /// <summary>Maps them.</summary>
    public static void MapTokens(this WebApplication app)
    {
        app.MapMethods("/connect/authorize", [HttpMethods.Get, HttpMethods.Post], AuthorizeAsync);
        app.MapPost(Token, ExchangeAsync);
        app.MapMethods(End, [HttpMethods.Get, HttpMethods.Post], (Delegate)EndAsync);
    }

    private static async Task<IResult> AuthorizeAsync(HttpContext http, UserManager<StaffMember> staff, NextStep next)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var session = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var member = session.Succeeded ? await staff.GetUserAsync(session.Principal) : null;
        // With what was asked for, to come back here.
        var here = http.Request.PathBase + http.Request.Path + QueryString.Create(http.Request.HasFormContentType ? [.. http.Request.Form] : [.. http.Request.Query]);
        var step = member is null ? NextStep.LogIn : await next.OfAsync(member, session.Principal!);
        if (step is not null)
        {
            return request.HasPromptValue(PromptValues.None)
                ? Refuse(Errors.LoginRequired, "Somebody has to log in.")
                : Results.Redirect(NextStep.With(step, here));
        }

        var methods = session.Principal!.FindAll(Claims.AuthenticationMethodReference).Select(method => method.Value);
        return Results.SignIn(TokenPrincipal.Of(member!, session.Properties!.Items[SessionStore.Id]!, methods, request.GetScopes()), authenticationScheme: Scheme);
    }

    private static async Task<IResult> ExchangeAsync(HttpContext http, UserManager<StaffMember> staff, SessionStore sessions, IdentitySettings settings)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if (request.IsClientCredentialsGrantType())
        {
            return Results.SignIn(TokenPrincipal.Of(request.ClientId!, Clients.RolesOf(request.ClientId!, settings), request.GetScopes()), authenticationScheme: Scheme);
        }

        // A code or a refresh token, which is good as long as the session that it was issued in.
        var issued = (await http.AuthenticateAsync(Scheme)).Principal!;
        var (member, session) = (await staff.FindByIdAsync(issued.GetClaim(Claims.Subject)!), issued.GetClaim(TokenPrincipal.Session)!);
        return member is not null && member.SecurityStamp == issued.GetClaim(TokenPrincipal.Stamp) && !await staff.IsLockedOutAsync(member) && await sessions.UseAsync(session, member.Id)
            ? Results.SignIn(TokenPrincipal.Of(member, session, issued.GetClaims(Claims.AuthenticationMethodReference), issued.GetScopes()), authenticationScheme: Scheme)
            : Refuse(Errors.InvalidGrant, "The session has ended.");
    }

    private static async Task<IResult> EndAsync(HttpContext http)
    {
        // Without a token of whoever is in, anybody's page could log somebody out: then a person is asked.
        var hint = http.GetOpenIddictServerRequest()!.IdTokenHint is null ? null : (await http.AuthenticateAsync(Scheme)).Principal?.GetClaim(Claims.Subject);
        if (hint is null || http.User.GetClaim(Claims.Subject) is { } subject && subject != hint)
        {
            return Results.Redirect("/log-out");
        }

        http.Note(new(IdentityAct.LogOut, http.User.GetClaim(Claims.Subject)));
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        return Results.SignOut(new() { RedirectUri = "/logged-out" }, [Scheme]);
    }

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }), [Scheme]);
}
