using System.Security.Claims;
using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imizu.Identity.Pages;

/// <summary>What somebody who has logged in has to do before anything else: choose a password of one's own, set up a second factor.</summary>
internal sealed class NextStep(UserManager<StaffMember> staff, IdentitySettings settings)
{
    /// <summary>The pages that it leads to.</summary>
    public const string LogIn = "/log-in", Password = "/password", SetUp = "/set-up", PasskeyNeeded = "/passkey-needed";

    /// <summary>The page; null where nothing is left to do.</summary>
    public async Task<string?> OfAsync(StaffMember member, ClaimsPrincipal session) => member.OneTimePasswordUntil is not null ? Password
        : !settings.SecondFactorRequired && !await HasSecondFactorAsync(member) || StaffClaims.HasSecondFactor(session) ? null
        // Whoever has stolen a password alone can set up nothing where there is a second factor.
        : await HasSecondFactorAsync(member) ? PasskeyNeeded
        : SetUp;

    /// <summary>Whether somebody has an authenticator or a passkey.</summary>
    public async Task<bool> HasSecondFactorAsync(StaffMember member) => member.TwoFactorEnabled || (await staff.GetPasskeysAsync(member)).Count > 0;

    /// <summary>A page with the address that comes after it.</summary>
    public static string With(string step, string? after) => after is null ? step : step + QueryString.Create("ReturnUrl", after);
}

/// <summary>Lets nobody pass a step, on any page that needs a log-in.</summary>
internal sealed class NextStepFilter(UserManager<StaffMember> staff, NextStep next) : IAsyncPageFilter
{
    // Where each step can be taken, and from where one can leave.
    private static readonly Dictionary<string, string[]> Open = new()
    {
        [NextStep.Password] = ["/password", "/log-out"],
        [NextStep.SetUp] = ["/set-up", "/authenticator", "/passkeys", "/log-out"],
        [NextStep.PasskeyNeeded] = ["/passkey-needed", "/log-out"],
    };

    /// <inheritdoc />
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next1)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is null
            && await staff.GetUserAsync(http.User) is { } member
            && await next.OfAsync(member, http.User) is { } step
            && !Open[step].Contains(http.Request.Path.Value, StringComparer.OrdinalIgnoreCase))
        {
            // What was to be done is not done, and is not told as if it were.
            context.Result = HttpMethods.IsGet(http.Request.Method)
                ? new RedirectResult(NextStep.With(step, $"{http.Request.Query["ReturnUrl"]}" is { Length: > 0 } after ? after : null)) : new StatusCodeResult(StatusCodes.Status409Conflict);
            return;
        }

        await next1();
    }
}
