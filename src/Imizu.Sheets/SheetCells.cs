using System.Globalization;

namespace Imizu.Sheets;

/// <summary>Reads a CSV or Excel file as the cells that somebody sees in it.</summary>
public static class SheetCells
{
    /// <summary>The rows that have anything, each with its number in the sheet, from 1.</summary>
    /// <param name="extension">Says what kind of file it is.</param>
    /// <param name="bytes">All of it.</param>
    /// <exception cref="UnreadableSheetException">It cannot be read as a whole.</exception>
    public static IReadOnlyList<(int Number, IReadOnlyList<string> Cells)> Read(string extension, byte[] bytes)
    {
        try
        {
            // The same text in many cells is kept once.
            var (rows, known) = (new List<(int, IReadOnlyList<string>)>(), new Dictionary<string, string>());
            foreach (var (number, cells) in extension.ToLowerInvariant() switch
            {
                ".csv" or ".txt" => CsvCells.Read(bytes),
                ".xlsx" => ExcelCells.Read(bytes),
                _ => throw new UnreadableSheetException("この種類のファイルは読めません。.csv か .xlsx にしてください。"),
            })
            {
                SheetLimits.Check(number, cells.Count);
                if (cells.Index().FirstOrDefault(cell => cell.Item is string { Length: > SheetLimits.MostText }) is (var column, not null))
                {
                    throw new UnreadableSheetException($"セル {Address(column, number)} の文字が多すぎます（{SheetLimits.MostText:N0} 字まで）。");
                }
                string[] texts = [.. cells.Select(cell => Text(cell) is var text && known.TryGetValue(text, out var before) ? before : known[text] = text)];
                if (texts.Any(text => text.Length > 0))
                {
                    rows.Add((number, texts));
                }
            }
            return rows;
        }
        catch (Exception e) when (e is not (OutOfMemoryException or UnreadableSheetException))
        {
            // All input is in memory, so any exception of the libraries means an invalid file.
            throw new UnreadableSheetException("表として読めません。ファイルを開けるか確かめ、保存し直してください。");
        }
    }

    /// <summary>A cell's address, such as F3.</summary>
    /// <param name="column">Its column, from 0.</param>
    /// <param name="row">Its row, from 1.</param>
    public static string Address(int column, int row) => $"{(column < 26 ? "" : $"{(char)('A' + (column / 26) - 1)}")}{(char)('A' + (column % 26))}{row}";

    private static string Text(object? cell) => cell switch
    {
        null => "",
        string text => text.Trim(),
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        // Excel stores binary doubles and displays 15 digits.
        double number when Math.Abs(number) < 1e27 => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
