using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Imizu.Identity.Storage;

/// <summary>A text that is a secret, as the database keeps it: encrypted.</summary>
internal sealed class SecretText(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Imizu.Identity.Storage");

    /// <summary>As it is stored.</summary>
    public string? Hide(string? text) => text is null ? null : _protector.Protect(text);

    /// <summary>As it was; nothing where its key is gone.</summary>
    public string? Show(string? stored)
    {
        try
        {
            return stored is null ? null : _protector.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
