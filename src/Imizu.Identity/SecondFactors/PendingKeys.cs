using System.Security.Cryptography;
using Imizu.Identity.Staff;
using Imizu.ServiceDefaults.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using OtpNet;

namespace Imizu.Identity.SecondFactors;

/// <summary>
/// The key of an authenticator that is being set up. It stays with the browser, protected, until its first code proves that the app has it: a form that nobody
/// finishes takes nobody's old key away.
/// </summary>
internal sealed class PendingKeys(
    IUserStore<StaffMember> store, StaffChanges changes, IHttpContextAccessor http, IDataProtectionProvider protection, IdentitySettings settings, TimeProvider clock)
{
    private const int KeyBytes = 20;
    private const string Cookie = "authenticator";
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Imizu.Identity.PendingKeys").ToTimeLimitedDataProtector();

    /// <summary>The moment.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    private HttpContext Http => http.HttpContext!;

    private CookieBuilder Bound
    {
        get
        {
            var cookie = new CookieBuilder();
            cookie.Bind($"imizu-{Cookie}", SameSiteMode.Strict, settings.IsSecure);
            return cookie;
        }
    }

    /// <summary>Makes one (Base32).</summary>
    public string Make()
    {
        var key = Base32Encoding.ToString(RandomNumberGenerator.GetBytes(KeyBytes));
        Http.Response.Cookies.Append(Bound.Name!, _protector.Protect(key, Lasts), Bound.Build(Http));
        return key;
    }

    /// <summary>The one that was made; null where there is none, or where it is too old.</summary>
    public string? Read()
    {
        try
        {
            return Http.Request.Cookies[Bound.Name!] is { } kept ? _protector.Unprotect(kept) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Gives it to somebody, who needs its codes from now on. All that was begun without them ends.</summary>
    public async Task TakeAsync(UserManager<StaffMember> staff, StaffMember member, string key, long step)
    {
        await changes.MakeAsync(member, async () =>
        {
            member.LastCodeStep = step;
            await ((IUserAuthenticatorKeyStore<StaffMember>)store).SetAuthenticatorKeyAsync(member, key, Http.RequestAborted);
            return await staff.SetTwoFactorEnabledAsync(member, enabled: true);
        });
        Http.Response.Cookies.Delete(Bound.Name!, Bound.Build(Http));
    }
}
