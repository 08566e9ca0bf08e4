using System.Globalization;
using System.Text;
using System.Text.Json;
using Imizu.EventStreams;

namespace Imizu.Gateway.Tallies;

/// <summary>A tally, or why the bytes are none.</summary>
public readonly record struct Reading(Tally? Tally, Refusal? Refusal)
{
    public static implicit operator Reading(Tally tally) => new(tally, null);

    public static implicit operator Reading(Refusal refusal) => new(null, refusal);
}

/// <summary>The one reading of a tally, whatever door it came in by; the first thing that is wrong is what is said.</summary>
public static class TallyReading
{
    /// <summary>A tally has some 200 bytes; whatever is beyond this is something else.</summary>
    public const int MostBytes = 64 * 1024;

    private static readonly string[] Members = ["programme", "measure", "unit", "from", "to", "value"];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads one tally: JSON, in UTF-8.</summary>
    public static Reading Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MostBytes)
        {
            return TooLarge(body.Length);
        }
        try
        {
            _ = Strict.GetCharCount(body.Span);
            using var document = JsonDocument.Parse(body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body);
            return Read(document.RootElement);
        }
        catch (DecoderFallbackException)
        {
            return new Refusal("body", "UTF-8 として読めません。文字コードを UTF-8 にして送ってください。");
        }
        catch (JsonException wrong)
        {
            return new Refusal("body", $"JSON として読めません（{wrong.LineNumber + 1} 行目、{wrong.BytePositionInLine + 1} バイト目）。形を確かめてください。");
        }
        catch (InvalidOperationException)
        {
            // Half a character, written as \ud800.
            return new Refusal("body", "文字として読めないところ（片方だけのサロゲート）があります。取り除いて送ってください。");
        }
    }

    /// <summary>What is said to so many bytes.</summary>
    public static Refusal TooLarge(int bytes) =>
        new("body", $"大きすぎます（{bytes:N0} バイト）。集計 1 件を {MostBytes / 1024} KiB までで送ってください。");

    private static Reading Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return new Refusal("body", "JSON のオブジェクト { … } ではありません。集計を 1 件ずつ送ってください。");
        }
        var seen = new HashSet<string>();
        foreach (var member in body.EnumerateObject())
        {
            if (!Members.Contains(member.Name))
            {
                return new Refusal(Foreign.Shown(member.Name), $"この名前の項目はありません。使えるのは {string.Join("、", Members)} です。");
            }
            if (!seen.Add(member.Name))
            {
                return new Refusal(member.Name, "同じ項目が二度あります。一つにしてください。");
            }
        }
        if (Members.FirstOrDefault(name => !seen.Contains(name)) is { } missing)
        {
            return new Refusal(missing, "必須の項目です。値を入れて送ってください。");
        }
        if (Members[..5].FirstOrDefault(name => body.GetProperty(name).ValueKind != JsonValueKind.String) is { } wordless)
        {
            return new Refusal(wordless, "値の型が違います。文字列（\"…\"）にしてください。");
        }
        if (body.GetProperty("value") is var number && (number.ValueKind != JsonValueKind.Number || !number.TryGetDecimal(out _)))
        {
            return new Refusal("value", "値の型が違います。数値にしてください（引用符や桁区切りを付けず、28 桁まで）。");
        }
        return Day(body, "from") is not { } from ? NoDay("from") : Day(body, "to") is not { } to ? NoDay("to")
            : new Tally(Text(body, "programme"), Text(body, "measure"), Text(body, "unit"), from, to, number.GetDecimal());
    }

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;

    private static DateOnly? Day(JsonElement body, string name) =>
        DateOnly.TryParseExact(Text(body, name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static Refusal NoDay(string name) => new(name, "日付として読めません。2024-04-30 の形の、暦にある日にしてください。");
}
