using Imizu.Contracts.Access;
using Imizu.Identity.Pages;
using Imizu.Identity.Pages.Staff;
using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Mvc.Filters;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Imizu.Identity.Hygiene;

/// <summary>What a request does, noted where that is known, for the access log.</summary>
/// <param name="Code">An <see cref="IdentityAct" />, or the right that it takes.</param>
/// <param name="Actor">Who; null where that is nobody's business: nobody was tried.</param>
/// <param name="Path">Of what, where the request's own path does not say it.</param>
internal sealed record NotedAct(string Code, string? Actor, string? Path = null);

/// <summary>Notes what is done.</summary>
internal static class NotedActs
{
    /// <summary>Notes it; what is noted later counts.</summary>
    public static void Note(this HttpContext http, NotedAct act) => http.Items[typeof(NotedAct)] = act;

    /// <summary>What was noted.</summary>
    public static NotedAct? NotedAct(this HttpContext http) => (NotedAct?)http.Items[typeof(NotedAct)];
}

/// <summary>Notes what is posted to pages: by the handler that is chosen, and with what it was given.</summary>
internal sealed class NotedPages : IAsyncPageFilter
{
    /// <summary>What is done there, by the page and its handler.</summary>
    internal static IReadOnlyDictionary<(string Page, string Handler), string> Acts { get; } = new Dictionary<(string, string), string>
    {
        [("/LogIn", "")] = IdentityAct.LogInByPassword,
        [("/SecondFactor", "")] = IdentityAct.LogInByCode,
        [("/SecondFactor", "Recovery")] = IdentityAct.LogInByRecoveryCode,
        [("/LogOut", "")] = IdentityAct.LogOut,
        [("/Sessions", "")] = IdentityAct.EndSession,
        [("/Sessions", "Everywhere")] = IdentityAct.EndSessions,
        [("/Password", "")] = IdentityAct.ChangePassword,
        [("/Authenticator", "")] = IdentityAct.SetUpAuthenticator,
        [("/RecoveryCodes", "")] = IdentityAct.MakeRecoveryCodes,
        [("/Passkeys", "")] = IdentityAct.RemovePasskey,
        [("/Staff/New", "")] = IdentityAct.AddStaff,
        [("/Staff/Member", "Roles")] = IdentityAct.ChangeRoles,
        [("/Staff/Member", "Lock")] = IdentityAct.LockStaff,
        [("/Staff/Member", "Unlock")] = IdentityAct.UnlockStaff,
        [("/Staff/Member", "Reset")] = IdentityAct.ResetStaff,
    };

    /// <inheritdoc />
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || context.HandlerMethod is not { } handler || !Acts.TryGetValue((context.ActionDescriptor.ViewEnginePath, handler.Name ?? ""), out var act))
        {
            await next();
            return;
        }

        // Whoever is in before; nobody is, where a log-in is tried.
        var me = http.User.FindFirst(Claims.Subject)?.Value;
        http.Note(new(act, me, PathOf(context.HandlerInstance, act, $"{http.Request.Path}")));
        await next();
        if (context.HandlerInstance is TryingPage page)
        {
            http.Note(new(act, page.Tried));
        }
    }

    private static string? PathOf(object page, string act, string path) => (page, act) switch
    {
        (NewModel { Code: { } code } added, _) when Contracts.ActorCode.IsValid(code) => $"/staff/{code}{RolesIn(added.Roles)}",
        (MemberModel member, IdentityAct.ChangeRoles) => path + RolesIn(member.Roles),
        _ => null,
    };

    // Those that there are, of what was given.
    private static string RolesIn(IEnumerable<string> given) => $"?roles={string.Join(',', Role.OfStaff.Select(role => role.Code).Intersect(given))}";
}
