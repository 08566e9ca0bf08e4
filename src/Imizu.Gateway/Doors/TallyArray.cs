using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Imizu.EventStreams;

namespace Imizu.Gateway.Doors;

/// <summary>Takes an array of tallies apart, and leaves reading each to the one reading.</summary>
internal static class TallyArray
{
    public const int Most = 1000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The lines of an array; neither lines nor a problem where it is none.</summary>
    public static (IReadOnlyList<ReadOnlyMemory<byte>>? Lines, Refusal? Problem) Split(ReadOnlyMemory<byte> body)
    {
        var text = body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
        if (text.Span.TrimStart(" \t\r\n"u8) is not [(byte)'[', ..])
        {
            return (null, null);
        }
        try
        {
            // Before it is parsed: the parser takes any bytes within quotation marks for text.
            _ = Strict.GetCharCount(text.Span);
            using var document = JsonDocument.Parse(text);
            var count = document.RootElement.GetArrayLength();
            return count is 0 or > Most
                ? (null, new Refusal("body", $"1 件から {Most:N0} 件までの配列にしてください（{count:N0} 件あります）。"))
                : ([.. document.RootElement.EnumerateArray().Select(line => (ReadOnlyMemory<byte>)JsonMarshal.GetRawUtf8Value(line).ToArray())], null);
        }
        catch (DecoderFallbackException)
        {
            return (null, new Refusal("body", "UTF-8 として読めません。文字コードを UTF-8 にして送ってください。"));
        }
        catch (JsonException wrong)
        {
            return (null, new Refusal("body", $"JSON として読めません（{wrong.LineNumber + 1} 行目、{wrong.BytePositionInLine + 1} バイト目）。形を確かめてください。"));
        }
    }
}
