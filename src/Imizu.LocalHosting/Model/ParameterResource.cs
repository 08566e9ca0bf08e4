using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that the stack is given, or makes up once and keeps.</summary>
public class ParameterResource : Resource, IValueProvider, IManifestExpressionProvider
{
    // The configuration key is Parameters:{name}.
    internal ParameterResource(string name, bool secret)
        : base(name) => Secret = secret;

    /// <summary>Whether the value must not be shown.</summary>
    public bool Secret { get; }

    /// <summary>Where the value comes from when it is not configured.</summary>
    public ParameterDefault? Default { get; set; }

    /// <summary>Whether a value made up is kept for the next start.</summary>
    internal bool Persist { get; init; }

    /// <summary>The value, set when the stack starts.</summary>
    internal string? Value { get; set; }

    /// <inheritdoc />
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Value);
}

/// <summary>Where a parameter's value comes from when it is not configured.</summary>
public abstract class ParameterDefault
{
    /// <summary>Makes up a value.</summary>
    public abstract string GetDefaultValue();
}

/// <summary>A random value, for passwords.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    // Letters that are easily taken for one another (i, l, o) are left out.
    private const string LowerLetters = "abcdefghjkmnpqrstuvwxyz";

    /// <summary>Number of characters; 22 of the full alphabet give 128 bits.</summary>
    public int MinLength { get; set; } = 22;

    /// <summary>Whether small letters may occur.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>Whether capital letters may occur.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>Whether digits may occur.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>Whether signs may occur; not for a value that becomes part of a connection string.</summary>
    public bool Special { get; set; } = true;

    /// <inheritdoc />
    public override string GetDefaultValue()
    {
        var alphabet = (Lower ? LowerLetters : "")
            + (Upper ? LowerLetters.ToUpperInvariant() : "")
            + (Numeric ? "0123456789" : "")
            + (Special ? "-_.{}~()*+!" : "");
        return RandomNumberGenerator.GetString(alphabet, MinLength);
    }
}
