using Imizu.Contracts.Reading;
using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Identity;
using OtpNet;
using QRCoder;

namespace Imizu.Identity.SecondFactors;

/// <summary>The codes of an authenticator app (TOTP, RFC 6238): six digits, thirty seconds. Each is good once.</summary>
internal sealed class AuthenticatorCodes(TimeProvider clock) : IUserTwoFactorTokenProvider<StaffMember>
{
    private const string Issuer = "Imizu";

    // A clock may be off by one step.
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <inheritdoc />
    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<StaffMember> manager, StaffMember user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { } key || Accept(key, token, clock.GetUtcNow()) is not { } step || step <= user.LastCodeStep)
        {
            return false;
        }

        user.LastCodeStep = step;
        // Of two who send it at once, one comes too late.
        return (await manager.UpdateAsync(user)).Succeeded;
    }

    /// <inheritdoc />
    public Task<string> GenerateAsync(string purpose, UserManager<StaffMember> manager, StaffMember user) => Task.FromResult("");

    /// <inheritdoc />
    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<StaffMember> manager, StaffMember user) => await manager.GetAuthenticatorKeyAsync(user) is not null;

    /// <summary>The step that a code is of; null where it is none of the key's at that moment.</summary>
    public static long? Accept(string key, string code, DateTimeOffset at) =>
        new Totp(Base32Encoding.ToBytes(key)).VerifyTotp(at.UtcDateTime, FullWidth.Narrow(code).Replace(" ", "", StringComparison.Ordinal), out var step, Window) ? step : null;

    /// <summary>The address that an authenticator app takes a key from, as a picture.</summary>
    public static string Picture(string staffCode, string key)
    {
        var address = new OtpUri(OtpType.Totp, key, staffCode, Issuer).ToString();
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        return picture.GetGraphic(new System.Drawing.Size(240, 240), sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
