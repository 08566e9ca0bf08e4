using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Imizu.Identity.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Imizu.Identity.Keys;

/// <summary>
/// The keys by which tokens are signed (published as a JWKS) and by which codes and refresh tokens are encrypted: of each the current one and the one before,
/// so that what was issued with that is still good.
/// </summary>
internal sealed partial class TokenKeys(
    IDbContextFactory<IdentityDatabase> databases, IDataProtectionProvider protection, IdentitySettings settings, TimeProvider clock, ILogger<TokenKeys> log) : IConfigureOptions<OpenIddictServerOptions>
{
    private const string Signing = "signing", Encryption = "encryption";
    private const int Bits = 3072, Kept = 2;

    private readonly IDataProtector _protector = protection.CreateProtector("Imizu.Identity.Keys");
    private readonly List<X509Certificate2> _signing = [], _encryption = [];

    /// <summary>Reads them, and makes new ones where there are none that can be read, or where the current ones have come of age.</summary>
    public async Task LoadAsync()
    {
        await using var database = await databases.CreateDbContextAsync();
        await LoadAsync(database, Signing, X509KeyUsageFlags.DigitalSignature, _signing);
        await LoadAsync(database, Encryption, X509KeyUsageFlags.KeyEncipherment, _encryption);
    }

    /// <inheritdoc />
    public void Configure(OpenIddictServerOptions options)
    {
        // OpenIddict signs with the one that is valid longest, which is the newest.
        options.SigningCredentials.AddRange(_signing.Select(key => new SigningCredentials(new X509SecurityKey(key), SecurityAlgorithms.RsaSha256)));
        options.EncryptionCredentials.AddRange(_encryption.Select(key =>
            new EncryptingCredentials(new X509SecurityKey(key), SecurityAlgorithms.RsaOAEP, SecurityAlgorithms.Aes256CbcHmacSha512)));
    }

    private async Task LoadAsync(IdentityDatabase database, string purpose, X509KeyUsageFlags usage, List<X509Certificate2> into)
    {
        var now = clock.GetUtcNow();
        var stored = await database.TokenKeys.Where(key => key.Purpose == purpose).OrderByDescending(key => key.Made).ToListAsync();
        into.AddRange(stored.Select(Read).OfType<X509Certificate2>());
        if (into is [] || stored[0].Made < now - settings.KeyAge)
        {
            var made = Make(purpose, usage, now);
            into.Insert(0, made);
            var key = new TokenKey { Purpose = purpose, Made = now, Certificate = _protector.Protect(made.Export(X509ContentType.Pkcs12)) };
            database.Add(key);
            stored.Insert(0, key);
        }

        database.RemoveRange(stored.Skip(Kept));
        await database.SaveChangesAsync();
        into.RemoveRange(Math.Min(into.Count, Kept), Math.Max(0, into.Count - Kept));
    }

    private X509Certificate2? Read(TokenKey key)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12(_protector.Unprotect(key.Certificate), password: null);
        }
        catch (CryptographicException)
        {
            LogUnreadable(key.Purpose, key.Made);
            return null;
        }
    }

    private static X509Certificate2 Make(string purpose, X509KeyUsageFlags usage, DateTimeOffset now)
    {
        using var key = RSA.Create(Bits);
        var request = new CertificateRequest($"CN=Imizu {purpose}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
    }

    [LoggerMessage(LogLevel.Warning, "The {Purpose} key of {Made} cannot be read: Identity:KeySecret is not the one that it was stored with. What it signed is good no longer.")]
    private partial void LogUnreadable(string purpose, DateTimeOffset made);
}
