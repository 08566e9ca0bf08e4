using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Imizu.Gateway.Sheets;

/// <summary>Reads the cells of a CSV file in UTF-8 or Shift_JIS (code page 932).</summary>
internal static class CsvCells
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Encoding ShiftJis =
        CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>The maximum length of a line, in characters: the parser reads whole lines into memory.</summary>
    private const int LongestLine = 64 * 1024;

    /// <exception cref="UnreadableSheetException">It is no text, a line has no end, or a quotation mark is left open.</exception>
    public static IEnumerable<(int Number, IReadOnlyList<object?> Cells)> Read(byte[] bytes)
    {
        var isOpen = false;
        using var csv = new CsvParser(new StringReader(Lines(Decoded(bytes))), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            IgnoreBlankLines = false,
            BadDataFound = _ => isOpen = true,
        });
        while (csv.Read())
        {
            if (isOpen)
            {
                throw new UnreadableSheetException($"CSV として読めません。{csv.RawRow} 行目の引用符（\"）を確かめてください。");
            }
            yield return (csv.RawRow, [.. csv.Record!]);
        }
    }

    private static string Lines(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.Length > LongestLine)
            {
                throw new UnreadableSheetException($"長すぎる行があります（{LongestLine:N0} 字まで）。改行を確かめてください。");
            }
        }
        return text;
    }

    private static string Decoded(byte[] bytes)
    {
        var text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes;
        foreach (var encoding in (Encoding[])[Utf8, ShiftJis])
        {
            try
            {
                return encoding.GetString(text) is var read && read.Contains('\0', StringComparison.Ordinal)
                    ? throw new UnreadableSheetException("文字のファイルではありません。CSV（UTF-8 または Shift_JIS）で保存してください。")
                    : read;
            }
            catch (DecoderFallbackException)
            {
                // Not this encoding.
            }
        }
        throw new UnreadableSheetException("文字コードが UTF-8 でも Shift_JIS でもありません。CSV UTF-8 で保存し直してください。");
    }
}
