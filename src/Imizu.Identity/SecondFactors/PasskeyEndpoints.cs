using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Imizu.Contracts.Access;
using Imizu.Identity.Hygiene;
using Imizu.Identity.Pages;
using Imizu.Identity.Sessions;
using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Imizu.Identity.SecondFactors;

/// <summary>What the pages' script asks for, to make a passkey and to log in with one (WebAuthn).</summary>
internal static class PasskeyEndpoints
{
    private const int MostOfOne = 10, LongestName = 40;

    /// <summary>Maps them. Each wants the antiforgery token of the page, in a header.</summary>
    public static void MapPasskeys(this WebApplication app)
    {
        var passkeys = app.MapGroup("/passkey").AddEndpointFilter(async (context, next) =>
            await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context.HttpContext)
                ? await next(context) : Results.Problem("この画面は古くなりました。読み込み直してください。", statusCode: StatusCodes.Status400BadRequest));
        passkeys.MapPost("/log-in/options", async (SignInManager<StaffMember> signIn) => Results.Text(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json"));
        passkeys.MapPost("/log-in", LogInAsync);
        passkeys.MapPost("/registration/options", OptionsAsync).RequireAuthorization();
        passkeys.MapPost("/registration", RegisterAsync).RequireAuthorization();
    }

    /// <summary>What a passkey is called: what its owner calls it, without control characters, and cut between characters.</summary>
    internal static string NameOf(string? given) =>
        string.Concat((given ?? "").EnumerateRunes().Where(rune => !Rune.IsControl(rune)).Take(LongestName)).Trim() is { Length: > 0 } name ? name : "パスキー";

    private static async Task<IResult> LogInAsync(Credential credential, HttpContext http, SignInManager<StaffMember> signIn, UserManager<StaffMember> staff)
    {
        var assertion = await Underway(() => signIn.PerformPasskeyAssertionAsync(credential.Json.GetRawText()));
        http.Note(new(IdentityAct.LogInByPasskey, assertion?.User?.Id ?? LoggedActs.Nobody));
        if (assertion is not { Succeeded: true } || await staff.IsLockedOutAsync(assertion.User) || assertion.User.OneTimePasswordUntil is not null)
        {
            return Results.Problem("このパスキーではログインできません。", statusCode: StatusCodes.Status401Unauthorized);
        }

        await staff.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey);
        await staff.ResetAccessFailedCountAsync(assertion.User);
        await signIn.SignInWithClaimsAsync(assertion.User, isPersistent: false, [new Claim(Claims.AuthenticationMethodReference, StaffClaims.Passkey)]);
        return Results.NoContent();
    }

    private static async Task<IResult> OptionsAsync(ClaimsPrincipal session, SignInManager<StaffMember> signIn, UserManager<StaffMember> staff, NextStep next) =>
        await MayRegister(session, staff, next) is { } member
            ? Results.Text(await signIn.MakePasskeyCreationOptionsAsync(new() { Id = member.Id, Name = member.Id, DisplayName = member.Id }), "application/json")
            : Results.Problem("ここではパスキーを登録できません。", statusCode: StatusCodes.Status403Forbidden);

    private static async Task<IResult> RegisterAsync(
        Credential credential, HttpContext http, ClaimsPrincipal session, SignInManager<StaffMember> signIn, UserManager<StaffMember> staff, StaffChanges changes, SessionStore sessions, NextStep next)
    {
        http.Note(new(IdentityAct.AddPasskey, session.FindFirstValue(Claims.Subject)));
        if (await MayRegister(session, staff, next) is not { } member)
        {
            return Results.Problem("ここではパスキーを登録できません。", statusCode: StatusCodes.Status403Forbidden);
        }

        var attestation = await Underway(() => signIn.PerformPasskeyAttestationAsync(credential.Json.GetRawText()));
        if (attestation is not { Succeeded: true } || (await staff.GetPasskeysAsync(member)).Count >= MostOfOne)
        {
            return Results.Problem($"パスキーを登録できませんでした。ひとりが持てるのは {MostOfOne} 個までです。", statusCode: StatusCodes.Status400BadRequest);
        }

        attestation.Passkey.Name = NameOf(credential.Name);
        await changes.MakeAsync(member, () => staff.AddOrUpdatePasskeyAsync(member, attestation.Passkey));
        // Ends what was begun elsewhere without it; this session has just shown it.
        await changes.MakeAsync(member, () => staff.UpdateSecurityStampAsync(member));
        await sessions.EndOthersAsync(member.Id);
        await signIn.SignInWithClaimsAsync(member, isPersistent: false, [new Claim(Claims.AuthenticationMethodReference, StaffClaims.Passkey)]);
        return Results.NoContent();
    }

    private static async Task<StaffMember?> MayRegister(ClaimsPrincipal session, UserManager<StaffMember> staff, NextStep next) =>
        await staff.GetUserAsync(session) is { } member && await next.OfAsync(member, session) is null or NextStep.SetUp ? member : null;

    // Identity throws where nothing was asked for before, or too long ago.
    private static async Task<T?> Underway<T>(Func<Task<T>> work)
        where T : class
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is InvalidOperationException or PasskeyException)
        {
            return null;
        }
    }

    /// <summary>What the browser has made.</summary>
    /// <param name="Json">The credential, as WebAuthn writes it.</param>
    /// <param name="Name">What its owner calls it.</param>
    internal sealed record Credential(JsonElement Json, string? Name);
}
