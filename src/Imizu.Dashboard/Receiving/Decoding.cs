using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf;
using Imizu.Dashboard.Protocol;
using Imizu.Dashboard.Resources;
using Attribute = Imizu.Dashboard.Telemetry.Attribute;

namespace Imizu.Dashboard.Receiving;

/// <summary>The protocol's small parts: ids, moments, attributes. What is secret is hidden here: nothing behind this keeps it.</summary>
internal sealed class Decoding(IStack stack, Masking masking)
{
    private const int LongestValue = 4_000;
    private const int MostTextsShared = 4_096;

    // The same names and statements come in with every span: they are kept once.
    private static readonly ConcurrentDictionary<string, string> Shared = new(StringComparer.Ordinal);

    /// <summary>An id in hexadecimal digits; null where there is none.</summary>
    public static string? Id(ByteString bytes) => bytes.IsEmpty ? null : Convert.ToHexStringLower(bytes.Span);

    public static DateTimeOffset Moment(ulong unixNanoseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks((long)(unixNanoseconds / TimeSpan.NanosecondsPerTick));

    public IReadOnlyList<Attribute> Attributes(IEnumerable<KeyValue> pairs) =>
        [.. pairs.Select(pair => new Attribute(Once(pair.Key), Text(pair.Value)))];

    /// <summary>A series' name: its attributes in the order of their names.</summary>
    public string Label(IEnumerable<KeyValue> pairs) =>
        Once(string.Join(", ", pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={Text(pair.Value)}")));

    /// <summary>The resource that it comes from: one of several replicas is known by its instance. Who is no part of the stack goes by its own name.</summary>
    public string ResourceName(Resource? resource)
    {
        var service = Said("service.name") ?? "unknown";
        var instance = Said("service.instance.id");
        return Once(stack.Resources.FirstOrDefault(known => known.Telemetry?.IsOf(service, instance) == true)?.Name ?? service);

        // As it is: a name that happens to be a password too must still be found.
        string? Said(string name) => resource?.Attributes.FirstOrDefault(attribute => attribute.Key == name)?.Value?.StringValue;
    }

    public static string Once(string text) =>
        Shared.TryGetValue(text, out var known) ? known
        : Shared.Count < MostTextsShared ? Shared.GetOrAdd(text, text)
        : text;

    public string Text(AnyValue? value)
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
        return Hidden(text);
    }

    /// <summary>A text without the secrets that are in it, and no longer than one wants to read.</summary>
    public string Hidden(string text)
    {
        text = masking.Hide(text);
        return Once(text.Length > LongestValue ? text[..LongestValue] + "…" : text);
    }
}
