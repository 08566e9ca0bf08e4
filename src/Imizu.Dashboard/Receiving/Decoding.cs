using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf;
using Imizu.Dashboard.Protocol;
using Attribute = Imizu.Dashboard.Telemetry.Attribute;

namespace Imizu.Dashboard.Receiving;

/// <summary>The protocol's small parts: ids, moments, attributes.</summary>
internal static class Decoding
{
    private const int LongestValue = 4_000;
    private const int MostTextsShared = 4_096;

    // The same names and statements come in with every span: they are kept once.
    private static readonly ConcurrentDictionary<string, string> Shared = new(StringComparer.Ordinal);

    /// <summary>An id in hexadecimal digits; null where there is none.</summary>
    public static string? Id(ByteString bytes) => bytes.IsEmpty ? null : Convert.ToHexStringLower(bytes.Span);

    public static DateTimeOffset Moment(ulong unixNanoseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks((long)(unixNanoseconds / TimeSpan.NanosecondsPerTick));

    public static IReadOnlyList<Attribute> Attributes(IEnumerable<KeyValue> pairs) =>
        [.. pairs.Select(pair => new Attribute(Once(pair.Key), Text(pair.Value)))];

    /// <summary>A series' name: its attributes in the order of their names.</summary>
    public static string Label(IEnumerable<KeyValue> pairs) =>
        Once(string.Join(", ", pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={Text(pair.Value)}")));

    public static string ResourceName(Resource? resource) =>
        resource?.Attributes.FirstOrDefault(attribute => attribute.Key == "service.name") is { } name ? Text(name.Value) : "unknown";

    public static string Once(string text) =>
        Shared.TryGetValue(text, out var known) ? known
        : Shared.Count < MostTextsShared ? Shared.GetOrAdd(text, text)
        : text;

    public static string Text(AnyValue? value)
    {
        var text = value?.ValueCase switch
        {
            AnyValue.ValueOneofCase.StringValue => value.StringValue,
            AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
            AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
            AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(CultureInfo.InvariantCulture),
            AnyValue.ValueOneofCase.ArrayValue => $"[{string.Join(", ", value.ArrayValue.Values.Select(Text))}]",
            AnyValue.ValueOneofCase.KvlistValue => string.Join(", ", value.KvlistValue.Values.Select(pair => $"{pair.Key}={Text(pair.Value)}")),
            AnyValue.ValueOneofCase.BytesValue => Convert.ToHexStringLower(value.BytesValue.Span),
            _ => "",
        };
        return Once(text.Length > LongestValue ? text[..LongestValue] + "…" : text);
    }
}
