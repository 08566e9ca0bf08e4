namespace Imizu.Identity.Keys;

/// <summary>A key for tokens, as it is stored.</summary>
internal sealed class TokenKey
{
    /// <summary>Its number.</summary>
    public int Id { get; init; }

    /// <summary>What it is for.</summary>
    public required string Purpose { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>A certificate with its private key (PKCS #12), protected.</summary>
    public required byte[] Certificate { get; init; }
}
