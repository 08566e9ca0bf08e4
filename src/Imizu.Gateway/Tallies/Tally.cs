using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Imizu.Contracts;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;

namespace Imizu.Gateway.Tallies;

/// <summary>A value that a field programme reports for a measure and a period.</summary>
/// <param name="Programme">The programme's name, as printed.</param>
/// <param name="Measure">The measure's code, or its name as printed.</param>
/// <param name="Unit">The measure's unit: says that both sides mean the same.</param>
/// <param name="From">The period's first day.</param>
/// <param name="To">The period's last day.</param>
/// <param name="Value">In that unit.</param>
public sealed record Tally(string Programme, string Measure, string Unit, DateOnly From, DateOnly To, decimal Value)
{
    /// <summary>The maximum size of a tally, in bytes; a typical one has 200.</summary>
    public const int MostBytes = 64 * 1024;

    private const int MostInArray = 1000;

    private static readonly JsonSerializerOptions Json = ContractJson.ApplyStrictly(new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });

    /// <summary>Reads one tally, JSON in UTF-8; or says what is wrong with it.</summary>
    public static (Tally? Tally, Refusal? Refusal) Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MostBytes)
        {
            return (null, TooLarge(body.Length));
        }
        if (!Utf8.IsValid(body.Span))
        {
            return (null, NotUtf8);
        }
        var tally = StrictJson.Read<Tally>(body, Json, out var errors);
        return errors.Count == 0 ? (tally, null) : (null, new Refusal(UntrustedText.Sanitize(errors.First().Key), errors.First().Value[0]));
    }

    public static Refusal TooLarge(int bytes) =>
        new("body", $"大きすぎます（{bytes:N0} バイト）。集計 1 件を {MostBytes / 1024} KiB までで送ってください。");

    /// <summary>The elements of an array, unread, or what is wrong with it; neither where the body is no array.</summary>
    public static (IReadOnlyList<byte[]>? Lines, Refusal? Refusal) Split(ReadOnlyMemory<byte> body)
    {
        var text = body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
        if (text.Span.TrimStart(" \t\r\n"u8) is not [(byte)'[', ..])
        {
            return (null, null);
        }
        if (!Utf8.IsValid(text.Span))
        {
            return (null, NotUtf8);
        }
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.GetArrayLength() is var count and (0 or > MostInArray)
                ? (null, new Refusal("body", $"1 件から {MostInArray:N0} 件までの配列にしてください（{count:N0} 件あります）。"))
                : ([.. document.RootElement.EnumerateArray().Select(line => Encoding.UTF8.GetBytes(line.GetRawText()))], null);
        }
        catch (JsonException broken)
        {
            return (null, new Refusal("body", $"JSON の配列として読めません（{broken.LineNumber + 1} 行目、{broken.BytePositionInLine + 1} バイト目）。形を確かめてください。"));
        }
    }

    private static Refusal NotUtf8 { get; } = new("body", "UTF-8 として読めません。文字コードを UTF-8 にして送ってください。");
}
