using System.Globalization;
using System.Text.Json;
using Imizu.Contracts;

namespace Imizu.Gateway.Doors;

/// <summary>Sheets of tallies: what the columns are, whatever kind of file they come in.</summary>
internal static class TallySheet
{
    /// <summary>What each column may be headed by.</summary>
    private static readonly (string Member, string[] Headings)[] Columns =
    [
        ("programme", ["programme", "program", "事業", "事業名"]),
        ("measure", ["measure", "code", "項目", "項目の符号", "項目コード", "符号"]),
        ("unit", ["unit", "単位"]),
        ("from", ["from", "開始日", "期間の始まり", "期間（自）", "自"]),
        ("to", ["to", "終了日", "期間の終わり", "期間（至）", "至"]),
        ("value", ["value", "値", "数値", "実績", "件数"]),
    ];

    /// <summary>The rows; or why the file cannot be read as a whole.</summary>
    /// <param name="extension">Says what kind of file it is.</param>
    /// <param name="bytes">All of it.</param>
    public static (IReadOnlyList<SheetRow>? Rows, string? Unreadable) Read(string extension, byte[] bytes)
    {
        try
        {
            return extension.ToLowerInvariant() switch
            {
                ".csv" or ".txt" => Rows(CsvCells.Read(bytes)),
                ".xlsx" => Rows(ExcelCells.Read(bytes)),
                _ => (null, "この種類のファイルは読めません。.csv か .xlsx にしてください。"),
            };
        }
        catch (UnreadableSheetException unreadable)
        {
            return (null, unreadable.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // All of it is in memory and nothing else is asked: whatever a library throws at these bytes, they are no sheet.
            return (null, "表として読めません。ファイルを開けるか確かめ、保存し直してください。");
        }
    }

    private static (IReadOnlyList<SheetRow>? Rows, string? Unreadable) Rows(IEnumerable<(int Number, IReadOnlyList<object?> Cells)> sheet)
    {
        int[]? places = null;
        var rows = new List<SheetRow>();
        foreach (var (number, cells) in sheet)
        {
            if (number > SheetBounds.MostRows)
            {
                return (null, SheetBounds.TooManyRows);
            }
            if (cells.Count > SheetBounds.MostColumns)
            {
                return (null, SheetBounds.TooManyColumns);
            }
            if (cells.All(cell => Text(cell).Length == 0))
            {
                continue;
            }
            if (places is null)
            {
                var headings = cells.Select(cell => Text(cell).ToLowerInvariant()).ToList();
                places = [.. Columns.Select(column => headings.FindIndex(heading => column.Headings.Contains(heading)))];
                var missing = Columns.Where((_, column) => places[column] < 0).Select(column => string.Join("／", column.Headings[0], column.Headings[2 < column.Headings.Length ? 2 : 1])).ToList();
                if (missing.Count > 0)
                {
                    return (null, $"見出しの行（最初の行）に、次の列がありません: {string.Join("、", missing)}。");
                }
                continue;
            }
            rows.Add(new SheetRow(number, Body(place => place < cells.Count ? cells[place] : null, places)));
        }
        return places is null ? (null, "空のファイルです。") : (rows, null);
    }

    private static byte[] Body(Func<int, object?> cell, int[] places)
    {
        var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = ContractJson.Options.Encoder }))
        {
            json.WriteStartObject();
            foreach (var ((member, _), place) in Columns.Zip(places))
            {
                var text = Text(cell(place));
                if (member == "value" && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
                {
                    json.WriteNumber(member, value);
                }
                else
                {
                    json.WriteString(member, member is "from" or "to" ? Day(text) : text);
                }
            }
            json.WriteEndObject();
        }
        return body.ToArray();
    }

    private static string Text(object? cell) => cell switch
    {
        null => "",
        string text => text.Trim(),
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        // A sheet keeps numbers in binary: 15 digits are what it shows of one.
        double number when Math.Abs(number) < 1e27 => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };

    /// <summary>As Excel writes days where it is left to itself.</summary>
    private static string Day(string text) => DateOnly.TryParseExact(
        text, ["yyyy/M/d", "yyyy年M月d日", "yyyy-M-d"], CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : text;
}
