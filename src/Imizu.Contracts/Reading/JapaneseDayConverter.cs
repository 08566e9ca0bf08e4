using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Imizu.Contracts.Reading;

/// <summary>Reads days as <see cref="JapaneseDay"/> does, and writes them as 2024-05-01.</summary>
public sealed class JapaneseDayConverter : JsonConverter<DateOnly>
{
    /// <inheritdoc />
    public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType != JsonTokenType.String ? throw new JsonException()
        : JapaneseDay.TryRead(reader.GetString()!, out var day, out var because) ? day
        : throw new JsonException(because);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
