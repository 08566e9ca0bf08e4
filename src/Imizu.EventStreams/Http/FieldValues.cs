using System.Text.Json;
using Imizu.Contracts.Reading;

namespace Imizu.EventStreams.Http;

/// <summary>What a single value may be, in words for whoever has sent something else.</summary>
internal static class FieldValues
{
    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(string)] = "文字列",
        [typeof(int)] = "整数（引用符なし）",
        [typeof(long)] = "整数（引用符なし）",
        [typeof(decimal)] = $"数（引用符なし、{JapaneseNumber.MostDigits} 桁まで）",
        [typeof(bool)] = "true か false",
        [typeof(Guid)] = "UUID",
        [typeof(DateOnly)] = "日付（2024-04-01 か 令和6年4月1日 の形）",
        [typeof(TimeOnly)] = "13:30 の形の時刻",
        [typeof(DateTimeOffset)] = "2024-04-01T13:30:00+09:00 の形の時刻",
    };

    /// <summary>What could stand there.</summary>
    public static string Described(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var single && single.IsEnum
        ? $"次のいずれか（{string.Join("、", Codes(single))}）"
        : Words.GetValueOrDefault(single, "/openapi/v1.json にある形の値");

    /// <summary>What is wrong with a value; null where nothing is.</summary>
    public static string? Problem(JsonElement value, Type type, JsonSerializerOptions options)
    {
        var single = Nullable.GetUnderlyingType(type) ?? type;
        if (value.ValueKind == JsonValueKind.String && !TryRead(value, out _))
        {
            return "文字として読めないところ（片方だけのサロゲート）があります。取り除いて送ってください。";
        }
        if (single == typeof(DateOnly) && TryRead(value, out var day))
        {
            return JapaneseDay.TryRead(day, out _, out var because) ? null : because;
        }
        var isOne = single.IsEnum ? TryRead(value, out var code) && Codes(single).Contains(code)
            : single == typeof(DateTimeOffset) ? TryRead(value, out var moment) && JapaneseMoment.TryRead(moment, out _) && CanDeserialize(value, single, options)
            : single == typeof(decimal) ? value.ValueKind == JsonValueKind.Number && JapaneseNumber.TryReadExactly(value.GetRawText(), out _)
            : CanDeserialize(value, single, options);
        return isOne ? null : $"読み取れません。{Described(single)}を入れてください。";
    }

    private static IEnumerable<string> Codes(Type type) => Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName);

    private static bool TryRead(JsonElement value, out string text)
    {
        text = "";
        try
        {
            text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
            return value.ValueKind == JsonValueKind.String;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool CanDeserialize(JsonElement value, Type type, JsonSerializerOptions options)
    {
        try
        {
            value.Deserialize(type, options);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NotSupportedException)
        {
            return false;
        }
    }
}
