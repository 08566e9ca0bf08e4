using System.Security.Claims;
using Imizu.AccessLog;
using Imizu.Contracts.Access;
using Imizu.Identity.Staff;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Imizu.Identity.Hygiene;

/// <summary>
/// What the access log has of this service: who logged in, or failed to; what somebody set up; what an operator did with accounts; who has read the log. What
/// machines are given tokens for, all the time, it has not; that one was refused, it has.
/// </summary>
internal sealed class LoggedActs(IdentitySettings settings) : ILoggedRequests
{
    /// <summary>Whoever is not known: what was typed instead of a staff code may be a password.</summary>
    public const string Nobody = "-";

    /// <summary>What is done where something is posted, by the page or the route and its handler.</summary>
    internal static IReadOnlyDictionary<(string Page, string Handler), string> Acts { get; } = new Dictionary<(string, string), string>
    {
        [("/LogIn", "")] = IdentityAct.LogInByPassword,
        [("/SecondFactor", "")] = IdentityAct.LogInByCode,
        [("/SecondFactor", "Recovery")] = IdentityAct.LogInByRecoveryCode,
        [("/passkey/log-in", "")] = IdentityAct.LogInByPasskey,
        [("/LogOut", "")] = IdentityAct.LogOut,
        [("/connect/log-out", "")] = IdentityAct.LogOut,
        [("/Sessions", "")] = IdentityAct.EndSessions,
        [("/Sessions", "Everywhere")] = IdentityAct.EndSessions,
        [("/Password", "")] = IdentityAct.ChangePassword,
        [("/Authenticator", "")] = IdentityAct.SetUpAuthenticator,
        [("/RecoveryCodes", "")] = IdentityAct.MakeRecoveryCodes,
        [("/passkey/registration", "")] = IdentityAct.AddPasskey,
        [("/Passkeys", "")] = IdentityAct.RemovePasskey,
        [("/Staff/New", "")] = IdentityAct.AddStaff,
        [("/Staff/Member", "Roles")] = IdentityAct.ChangeRoles,
        [("/Staff/Member", "Lock")] = IdentityAct.LockStaff,
        [("/Staff/Member", "Unlock")] = IdentityAct.UnlockStaff,
        [("/Staff/Member", "Reset")] = IdentityAct.ResetStaff,
        [("/connect/token", "")] = IdentityAct.GetToken,
    };

    /// <inheritdoc />
    public IResult Unavailable { get; } = Results.StatusCode(StatusCodes.Status503ServiceUnavailable);

    /// <inheritdoc />
    public LoggedRequest? Of(HttpContext http) => HttpMethods.IsPost(http.Request.Method)
        ? ActOf(http) is { } act ? status => OfAct(http, act, status) : null
        : http.TakenRight() is { IsLogged: true } right ? _ => ValueTask.FromResult(CodeOf(http.User) is { } reader ? Access(http, reader, right.Code) : null)
        : null;

    /// <summary>The page or the route that is asked.</summary>
    internal static string? PageOf(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<PageActionDescriptor>()?.ViewEnginePath ?? (endpoint as RouteEndpoint)?.RoutePattern.RawText;

    private static string? ActOf(HttpContext http) => PageOf(http.GetEndpoint()) is not { } page ? null
        : Acts.FirstOrDefault(act => act.Key.Page == page && act.Key.Handler.Equals($"{http.Request.Query["handler"]}", StringComparison.OrdinalIgnoreCase)).Value;

    private async ValueTask<LoggedAccess?> OfAct(HttpContext http, string act, int status)
    {
        var (me, isRefused) = (CodeOf(http.User), status >= StatusCodes.Status400BadRequest);
        return act switch
        {
            IdentityAct.GetToken => isRefused ? Access(http, http.GetOpenIddictServerRequest()?.ClientId is { } client && settings.Clients.ContainsKey(client) ? client : Nobody, act) : null,
            IdentityAct.LogInByPassword => Access(http, me ?? await TypedAsync(http) ?? Nobody, act),
            // Without a password before it there is nobody whom it could be.
            IdentityAct.LogInByCode or IdentityAct.LogInByRecoveryCode =>
                (me ?? (await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal?.FindFirstValue(ClaimTypes.Name)) is { } half ? Access(http, half, act) : null,
            IdentityAct.LogInByPasskey => Access(http, me ?? Nobody, act),
            IdentityAct.AddStaff when me is not null && !isRefused => Access(http, me, act) with { Path = $"/staff/{FormOf(http)?["Code"]}{RolesIn(http)}" },
            IdentityAct.ChangeRoles when me is not null => Access(http, me, act) with { Path = $"{http.Request.Path}{RolesIn(http)}" },
            _ => me is null ? null : Access(http, me, act),
        };
    }

    private static LoggedAccess Access(HttpContext http, string actor, string act) => new(actor, act, http.Request.Method, $"{http.Request.Path}");

    private static string? CodeOf(ClaimsPrincipal person) => person.Identity?.IsAuthenticated is true ? person.FindFirstValue(Claims.Subject) : null;

    private static async Task<string?> TypedAsync(HttpContext http) =>
        FormOf(http)?["Code"].ToString().Trim() is { Length: > 0 } code ? (await http.RequestServices.GetRequiredService<UserManager<StaffMember>>().FindByNameAsync(code))?.Id : null;

    // Those that there are, of what was sent.
    private static string RolesIn(HttpContext http) => $"?roles={string.Join(',', Role.OfStaff.Select(role => role.Code).Intersect(FormOf(http)?["Roles"].OfType<string>() ?? []))}";

    // As the page has read it; nothing where it could not.
    private static IFormCollection? FormOf(HttpContext http) => http.Features.Get<IFormFeature>()?.Form;
}
