using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Imizu.Contracts.Reports;

/// <summary>
/// An edition as canonical JSON, of which there is one text only: RFC 8785 (JCS), with numbers as decimals without trailing zeros. Its bytes in
/// UTF-8 are what is stored, served and hashed.
/// </summary>
public static class EditionJson
{
    private static readonly JsonSerializerOptions Trimmed = new(ContractJson.Options) { Converters = { new TrimmedDecimal() } };

    /// <summary>The edition's text.</summary>
    public static string Of(Edition edition) => new StringBuilder().AppendCanonical(JsonSerializer.SerializeToElement(edition, Trimmed)).ToString();

    /// <summary>The SHA-256 of an edition's bytes, in hexadecimal.</summary>
    public static string HashOf(string text) => HashOf(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="HashOf(string)"/>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The edition that a text is of.</summary>
    /// <exception cref="JsonException">The text is none.</exception>
    public static Edition Read(string text) => JsonSerializer.Deserialize<Edition>(text, ContractJson.Options)!;

    /// <summary>Writes 30.0 as 30.</summary>
    private sealed class TrimmedDecimal : JsonConverter<decimal>
    {
        private const decimal One = 1.0000000000000000000000000000m;

        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value / One);
    }
}
