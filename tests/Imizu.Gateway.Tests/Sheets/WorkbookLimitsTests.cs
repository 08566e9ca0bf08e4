using System.IO.Compression;
using System.Text;
using Imizu.Gateway.Sheets;
using Imizu.Sheets;
using Xunit;

namespace Imizu.Gateway.Tests.Sheets;

/// <summary>The limits of workbooks and CSV files.</summary>
public sealed class WorkbookLimitsTests
{
    private static readonly string Headings = Row(1, "事業", "項目", "単位", "開始日", "終了日", "値");

    public static TheoryData<string, string> TooMuch => new()
    {
        { "<row r=\"2000000000\"/>", "行が多すぎます" },
        { "<row r=\"20000000000000\"/>", "行が多すぎます" },
        { "<row r=\"2\"><c r=\"A2000000000\"/></row>", "行が多すぎます" },
        { string.Concat(Enumerable.Repeat("<row/>", 10_001)), "行が多すぎます" },
        { "<row r=\"2\"><c r=\"XFD2\"/></row>", "列が多すぎます" },
        { "<row r=\"2\"><c r=\"ZZZZZZZZZZ2\"/></row>", "列が多すぎます" },
        { $"<row r=\"2\">{string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 51))}</row>", "列が多すぎます" },
        { $"</sheetData><mergeCells>{string.Concat(Enumerable.Repeat("<mergeCell ref=\"A1:A10000\"/>", 51))}</mergeCells><sheetData>", "行が多すぎます" },
    };

    [Theory]
    [MemberData(nameof(TooMuch), DisableDiscoveryEnumeration = true)]
    public void Gaps_count_like_rows_and_columns(string rows, string saying)
    {
        Assert.Contains(saying, Unreadable(".xlsx", Workbook(Headings + rows)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_that_unpacks_beyond_the_limit_is_refused()
    {
        var bomb = Workbook(Headings + new string(' ', 60 * 1024 * 1024));
        Assert.True(bomb.Length < 1024 * 1024);
        Assert.Contains("展開すると", Unreadable(".xlsx", bomb), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_that_stands_once_in_the_file_and_in_every_row_is_refused_with_its_cell()
    {
        var once = Workbook(Headings + Row(2, new string('a', 1_000_000)) + "</sheetData><mergeCells><mergeCell ref=\"A2:A10000\"/></mergeCells><sheetData>");
        Assert.Contains("セル A2 の文字が多すぎます", Unreadable(".xlsx", once), StringComparison.Ordinal);
        Assert.Contains("セル B2 の文字が多すぎます", Unreadable(".csv", Encoding.UTF8.GetBytes($"事業,項目,単位,開始日,終了日,値\n事業,{new string('あ', 1_001)},件,,,1")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_whose_elements_stand_deep_in_one_another_is_refused() => Assert.Contains(
        "読めません", Unreadable(".xlsx", Workbook(Headings + "</sheetData>" + string.Concat(Enumerable.Repeat("<x>", 50_000)) + string.Concat(Enumerable.Repeat("</x>", 50_000)) + "<sheetData>")), StringComparison.Ordinal);

    [Fact]
    public void A_workbook_with_a_small_gap_keeps_its_row_numbers()
    {
        var workbook = Workbook(Headings + Row(9, "利用者支援事業", "m-1", "件", "2024-04-01", "2024-04-30", "12"));
        Assert.Equal([9], TallySheet.Read(".xlsx", workbook).Rows.Select(row => row.Number));
    }

    [Fact]
    public void A_CSV_file_is_limited_in_rows_and_columns()
    {
        Assert.Contains("行が多すぎます", Unreadable(".csv", Encoding.UTF8.GetBytes("事業,項目,単位,開始日,終了日,値" + new string('\n', 10_001) + "a")), StringComparison.Ordinal);
        Assert.Contains("列が多すぎます", Unreadable(".csv", Encoding.UTF8.GetBytes(new string(',', 51))), StringComparison.Ordinal);
        Assert.Contains("長すぎる行", Unreadable(".csv", Encoding.UTF8.GetBytes(new string(',', 70_000))), StringComparison.Ordinal);
    }

    private static string Unreadable(string extension, byte[] bytes) => Assert.Throws<UnreadableSheetException>(() => TallySheet.Read(extension, bytes)).Message;

    private static string Row(int number, params string[] cells) =>
        $"<row r=\"{number}\">{string.Concat(cells.Select((cell, column) => $"<c r=\"{(char)('A' + column)}{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"))}</row>";

    private static byte[] Workbook(string rows)
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            package = "http://schemas.openxmlformats.org/package/2006/relationships";
        var bytes = new MemoryStream();
        using (var packed = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            Part(packed, "[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
                """);
            Part(packed, "_rels/.rels", $"<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Part(packed, "xl/workbook.xml", $"<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
            Part(packed, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            Part(packed, "xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
        }
        return bytes.ToArray();
    }

    private static void Part(ZipArchive packed, string name, string xml)
    {
        using var writer = new StreamWriter(packed.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        writer.Write(xml);
    }
}
