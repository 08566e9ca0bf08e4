using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using CsvHelper.Configuration;

namespace Imizu.Sheets;

/// <summary>Reads the cells of a CSV file in UTF-8 or Shift_JIS (code page 932).</summary>
internal static class CsvCells
{
    private static readonly Encoding ShiftJis =
        CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>The maximum length of a line, in characters: the parser reads whole lines into memory.</summary>
    private const int LongestLine = 64 * 1024;

    /// <exception cref="UnreadableSheetException">It is no text, a line has no end, or a quotation mark is left open.</exception>
    public static IEnumerable<(int Number, IReadOnlyList<object?> Cells)> Read(byte[] bytes)
    {
        var isOpen = false;
        using var csv = new CsvParser(new StringReader(Text(bytes)), new CsvConfiguration(CultureInfo.InvariantCulture)
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

    private static string Text(byte[] bytes)
    {
        try
        {
            var marked = bytes.AsSpan();
            var encoded = marked.StartsWith(Encoding.UTF8.Preamble) ? marked[Encoding.UTF8.Preamble.Length..] : marked;
            var text = (Utf8.IsValid(encoded) ? Encoding.UTF8 : ShiftJis).GetString(encoded);
            return text.Contains('\0', StringComparison.Ordinal) ? throw new UnreadableSheetException("文字のファイルではありません。CSV（UTF-8 または Shift_JIS）で保存してください。")
                : text.Split('\n', '\r').Any(line => line.Length > LongestLine) ? throw new UnreadableSheetException($"長すぎる行があります（{LongestLine:N0} 字まで）。改行を確かめてください。")
                : text;
        }
        catch (DecoderFallbackException)
        {
            throw new UnreadableSheetException("文字コードが UTF-8 でも Shift_JIS でもありません。CSV UTF-8 で保存し直してください。");
        }
    }
}
