using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Imizu.Sheets;

/// <summary>Reads the cells of the one sheet of an Excel workbook that a person sees something in, each as it is shown: days, shares, merged cells.</summary>
internal sealed class ExcelCells
{
    private readonly WorkbookPart _workbook;
    private readonly ExcelFormats _formats;
    private readonly List<string> _texts;

    private ExcelCells(WorkbookPart workbook)
    {
        _workbook = workbook;
        _formats = new ExcelFormats(workbook);
        _texts = [.. workbook.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(TextOf) ?? []];
    }

    /// <summary>The rows that have anything, in their order.</summary>
    /// <exception cref="UnreadableSheetException">It is no workbook, larger than a sheet of tallies can be, or has several sheets with something in them.</exception>
    public static IReadOnlyList<(int Number, IReadOnlyList<object?> Cells)> Read(byte[] bytes)
    {
        WorkbookLimits.Check(bytes);
        using var file = new MemoryStream(bytes);
        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        return new ExcelCells(document.WorkbookPart ?? throw new UnreadableSheetException("表のない Excel ファイルです。")).Rows();
    }

    private IReadOnlyList<(int, IReadOnlyList<object?>)> Rows()
    {
        var visible = from sheet in _workbook.Workbook.Sheets?.Elements<Sheet>() ?? []
                      where sheet.State is null || sheet.State.Value == SheetStateValues.Visible
                      let part = _workbook.GetPartById(sheet.Id!) as WorksheetPart
                      where part is not null
                      let cells = CellsOf(part.Worksheet)
                      where cells.Count > 0
                      select (Name: sheet.Name?.Value, Cells: cells);
        var filled = visible.ToList();
        if (filled.Count > 1)
        {
            throw new UnreadableSheetException(
                $"表示されているシートが {filled.Count} 枚あります（{string.Join("、", filled.Select(sheet => $"「{sheet.Name}」"))}）。シートごとに別のファイルにするか、送らないシートを非表示にしてください。");
        }
        return filled.Count == 0 ? [] :
        [
            .. from cell in filled[0].Cells
               group cell by cell.Key.Row into row
               orderby row.Key
               let places = row.ToDictionary(cell => cell.Key.Column, cell => cell.Value)
               select (row.Key, (IReadOnlyList<object?>)[.. Enumerable.Range(1, places.Keys.Max()).Select(column => places.GetValueOrDefault(column))]),
        ];
    }

    private Dictionary<(int Row, int Column), object?> CellsOf(Worksheet sheet)
    {
        var (cells, number) = (new Dictionary<(int Row, int Column), object?>(), 0);
        foreach (var row in sheet.GetFirstChild<SheetData>()?.Elements<Row>() ?? [])
        {
            (number, var column) = (row.RowIndex?.InnerText is { } said ? Number(said) : number + 1, 0);
            SheetLimits.Check(number, column);
            foreach (var cell in row.Elements<Cell>())
            {
                (var ownRow, column) = cell.CellReference?.Value is { } place ? Place(place) : (number, column + 1);
                SheetLimits.Check(ownRow, column);
                if (ValueOf(cell) is { } value and not "")
                {
                    cells[(number, column)] = value;
                }
            }
        }
        var left = SheetLimits.MostRows * SheetLimits.MostColumns;
        foreach (var merged in (sheet.GetFirstChild<MergeCells>()?.Elements<MergeCell>() ?? []).Select(merged => merged.Reference?.Value?.Split(':')))
        {
            if (merged is [var from, var to] && cells.TryGetValue(Place(from), out var value))
            {
                var (first, last) = (Place(from), Place(to));
                for (var row = first.Row; row <= Math.Min(last.Row, SheetLimits.MostRows); row++)
                {
                    if (left-- == 0)
                    {
                        throw new UnreadableSheetException(SheetLimits.TooManyRows);
                    }
                    // Over rows only: a title that is merged over columns is one title.
                    cells.TryAdd((row, first.Column), value);
                }
            }
        }
        return cells;
    }

    private object? ValueOf(Cell cell)
    {
        var text = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.Value ?? CellValues.Number;
        return type == CellValues.SharedString ? int.TryParse(text, CultureInfo.InvariantCulture, out var index) && index < _texts.Count ? _texts[index] : ""
            : type == CellValues.InlineString ? cell.InlineString is { } inline ? TextOf(inline) : ""
            : type == CellValues.Number && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? _formats.Shown(number, cell.StyleIndex?.Value ?? 0)
            : text;
    }

    // Without the readings of kanji, which stand beside the text.
    private static string TextOf(OpenXmlElement item) => string.Concat(
        item.ChildElements.SelectMany(child => child is Run run ? run.Elements<Text>() : child is Text text ? [text] : []).Select(text => text.Text));

    private static (int Row, int Column) Place(string place)
    {
        var letters = place.TakeWhile(char.IsAsciiLetter).ToList();
        return (Number(place[letters.Count..]), letters.Take(4).Aggregate(0, (column, letter) => (column * 26) + char.ToUpperInvariant(letter) - 'A' + 1));
    }

    /// <summary>A row's number; beyond all that there are where it is none.</summary>
    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}
