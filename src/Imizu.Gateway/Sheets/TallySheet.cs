using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Reading;
using Imizu.EventStreams;
using Imizu.Sheets;

namespace Imizu.Gateway.Sheets;

/// <summary>A row of a sheet.</summary>
/// <param name="Number">Its number in the sheet, from 1.</param>
/// <param name="Body">The tally in JSON; null where the row adds up others, and is none.</param>
/// <param name="Wrong">What the sheet itself tells to be wrong with it.</param>
internal sealed record SheetRow(int Number, byte[]? Body, Refusal? Wrong = null);

/// <summary>The rows of a CSV or Excel file, read by their column headings.</summary>
internal sealed class TallySheet
{
    /// <summary>The accepted headings of each column.</summary>
    private static readonly (string Member, string[] Headings)[] Columns =
    [
        ("programme", ["programme", "program", "事業", "事業名"]),
        ("measure", ["measure", "code", "項目", "項目の符号", "項目コード", "符号"]),
        ("unit", ["unit", "単位"]),
        ("from", ["from", "開始日", "期間の始まり", "期間（自）", "自"]),
        ("to", ["to", "終了日", "期間の終わり", "期間（至）", "至"]),
        ("value", ["value", "値", "数値", "実績", "件数"]),
    ];

    /// <summary>Those headings, as names are compared.</summary>
    private static readonly HashSet<string>[] Names = [.. Columns.Select(column => column.Headings.Select(JapaneseName.Key).ToHashSet())];

    private const int Unit = 2, LastHeading = 20;

    private static readonly string[] Totals = ["合計", "総計", "小計", "計", "TOTAL"];

    private readonly List<SheetRow> _rows = [];
    private (int Column, string Heading)[]? _places;

    public IReadOnlyList<SheetRow> Rows => _rows;

    /// <summary>Reads a file.</summary>
    /// <param name="extension">Says what kind of file it is.</param>
    /// <param name="bytes">All of it.</param>
    /// <exception cref="UnreadableSheetException">It cannot be read as a whole.</exception>
    public static TallySheet Read(string extension, byte[] bytes)
    {
        var sheet = new TallySheet();
        sheet.Fill(SheetCells.Read(extension, bytes));
        return sheet;
    }

    /// <summary>The sender's heading of a field, and the address of its cell in a row, such as F3; null for what is no column.</summary>
    public (string Heading, string Cell)? Place(string field, int row) => Array.FindIndex(Columns, column => column.Member == field) is var found and >= 0
        ? (_places![found].Heading, SheetCells.Address(_places[found].Column, row))
        : null;

    private void Fill(IEnumerable<(int Number, IReadOnlyList<string> Cells)> sheet)
    {
        (string Problem, int Lacking)? unfit = null;
        foreach (var (number, cells) in sheet)
        {
            if (_places is not null)
            {
                _rows.Add(IsTotal(cells) ? new SheetRow(number, Body: null) : Row(number, cells));
                continue;
            }
            (_places, var problem, var lacking) = Headings(cells);
            // Of what could be the headings, the row that lacks the least is what was meant.
            unfit = unfit is null || lacking < unfit.Value.Lacking ? (problem, lacking) : unfit;
            if (_places is null && number >= LastHeading)
            {
                break;
            }
        }
        if (_places is null)
        {
            throw new UnreadableSheetException(unfit?.Problem ?? "空のファイルです。");
        }
    }

    /// <summary>Where each column is, where a row is the headings; a title may stand above them.</summary>
    private static ((int, string)[]? Places, string Problem, int Lacking) Headings(IReadOnlyList<string> cells)
    {
        var headings = cells.Select(JapaneseName.Key).ToList();
        var found = Names.Select(names =>
            headings.Index().Where(heading => names.Contains(heading.Item)).Select(heading => heading.Index).ToList()).ToList();
        var doubled = found.FindIndex(places => places.Count > 1);
        var missing = Columns.Where((_, column) => found[column].Count == 0).Select(column => string.Join("／", column.Headings[0], column.Headings[2 < column.Headings.Length ? 2 : 1])).ToList();
        return missing.Count > 0 ? (null, $"見出しの行（最初の {LastHeading} 行のうち）に、次の列がありません: {string.Join("、", missing)}。", missing.Count)
            : doubled >= 0 ? (null, $"同じ意味の列が二つあります: {string.Join("、", found[doubled].Select(place => $"「{cells[place]}」"))}。一つにしてください。", 0)
            : ([.. found.Select(places => (places[0], cells[places[0]]))], "", 0);
    }

    /// <summary>Whether a row adds up the others: it is no tally.</summary>
    private static bool IsTotal(IReadOnlyList<string> cells) =>
        cells.FirstOrDefault(text => text.Length > 0) is { } first && Totals.Contains(JapaneseName.Key(first));

    private SheetRow Row(int number, IReadOnlyList<string> cells)
    {
        string TextAt(int column) => _places![column].Column is var place && place < cells.Count ? cells[place] : "";
        var tally = new Dictionary<string, object>();
        Refusal? wrong = null;
        foreach (var (index, (member, _)) in Columns.Index())
        {
            var text = TextAt(index);
            tally[member] = text;
            if (member == "value" && JapaneseNumber.TryRead(text, TextAt(Unit), out var value))
            {
                tally[member] = value;
            }
            else if (member == "value")
            {
                wrong = new Refusal(member, text.Length == 0
                    ? "値がありません。数式なら、Excel で開いて保存し直してください。"
                    : $"「{Tallies.UntrustedText.Sanitize(text)}」は数として読めません。数だけを入れてください。");
            }
        }
        return new SheetRow(number, JsonSerializer.SerializeToUtf8Bytes(tally, ContractJson.Options), wrong);
    }
}
