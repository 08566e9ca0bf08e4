using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Imizu.Identity.Keys;

/// <summary>
/// Encrypts the data protection keys with <c>Identity:KeySecret</c>, before they go into the database: AES-256-GCM, with a key derived for each by HKDF.
/// Whoever has the database alone can sign nothing.
/// </summary>
internal sealed class SecretKeyEncryption(IdentitySettings settings) : IXmlEncryptor
{
    private const int SaltBytes = 32, NonceBytes = 12, TagBytes = 16, KeyBytes = 32;

    private const string Encrypted = "encryptedWithSecret";

    /// <inheritdoc />
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var (salt, nonce, tag, cipher) = (RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(NonceBytes), new byte[TagBytes], new byte[plain.Length]);
        using var aes = Cipher(settings.KeySecret, salt);
        aes.Encrypt(nonce, plain, cipher, tag);
        return new(new XElement(Encrypted, Convert.ToBase64String([.. salt, .. nonce, .. tag, .. cipher])), typeof(SecretKeyDecryption));
    }

    internal static XElement Decrypt(string secret, XElement encrypted)
    {
        var bytes = Convert.FromBase64String(encrypted.Value).AsSpan();
        var (salt, rest) = (bytes[..SaltBytes].ToArray(), bytes[SaltBytes..].ToArray());
        var plain = new byte[rest.Length - NonceBytes - TagBytes];
        using var aes = Cipher(secret, salt);
        aes.Decrypt(rest.AsSpan(0, NonceBytes), rest.AsSpan(NonceBytes + TagBytes), rest.AsSpan(NonceBytes, TagBytes), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    /// <summary>Encrypts a stored key anew, which the former secret has encrypted; one that is so already stays as it is.</summary>
    /// <exception cref="InvalidOperationException">Neither secret has encrypted it.</exception>
    internal string Anew(string stored)
    {
        var key = XElement.Parse(stored);
        foreach (var encrypted in key.Descendants(Encrypted).Where(encrypted => !Reads(settings.KeySecret, encrypted)).ToList())
        {
            encrypted.ReplaceWith(Reads(settings.FormerKeySecret, encrypted) ? Encrypt(Decrypt(settings.FormerKeySecret, encrypted)).EncryptedElement
                : throw new InvalidOperationException("Identity:FormerKeySecret is not what the keys in the database are encrypted with, and neither is Identity:KeySecret. Nothing was changed."));
        }

        return key.ToString(SaveOptions.DisableFormatting);
    }

    private static bool Reads(string secret, XElement encrypted)
    {
        try
        {
            Decrypt(secret, encrypted);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static AesGcm Cipher(string secret, byte[] salt) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), KeyBytes, salt, "Imizu.Identity.Keys"u8.ToArray()), TagBytes);
}

/// <summary>Decrypts what <see cref="SecretKeyEncryption" /> has encrypted. Data protection makes it itself, by its name.</summary>
internal sealed class SecretKeyDecryption(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc />
    public XElement Decrypt(XElement encryptedElement) => SecretKeyEncryption.Decrypt(services.GetRequiredService<IdentitySettings>().KeySecret, encryptedElement);
}
