using System.Text;
using System.Text.Json;
using Imizu.EventStreams;

namespace Imizu.Gateway.Doors;

/// <summary>Takes an array of tallies apart, and leaves reading each to the one reading.</summary>
internal static class TallyArray
{
    public const int Most = 1000;

    /// <summary>The lines of an array; neither lines nor a problem where it is none.</summary>
    public static (IReadOnlyList<ReadOnlyMemory<byte>>? Lines, Refusal? Problem) Split(ReadOnlyMemory<byte> body)
    {
        if (body.Span.TrimStart(" \t\r\n"u8) is not [(byte)'[', ..])
        {
            return (null, null);
        }
        try
        {
            using var document = JsonDocument.Parse(body);
            var count = document.RootElement.GetArrayLength();
            return count is 0 or > Most
                ? (null, new Refusal("body", $"1 件から {Most:N0} 件までの配列にしてください（{count:N0} 件あります）。"))
                : ([.. document.RootElement.EnumerateArray().Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line.GetRawText()))], null);
        }
        catch (JsonException wrong)
        {
            return (null, new Refusal("body", $"JSON として読めません（{wrong.LineNumber + 1} 行目、{wrong.BytePositionInLine + 1} バイト目）。形を確かめてください。"));
        }
    }
}
