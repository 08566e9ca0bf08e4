using System.IO.Compression;
using System.Text;
using Imizu.Gateway.Doors;
using Xunit;

namespace Imizu.Gateway.Tests.Doors;

/// <summary>What a workbook may cost does not depend on what it claims.</summary>
public sealed class WorkbookBoundTests
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
    };

    [Theory]
    [MemberData(nameof(TooMuch), DisableDiscoveryEnumeration = true)]
    public void Gaps_count_like_rows_and_columns(string rows, string saying)
    {
        var (read, unreadable) = TallySheet.Read(".xlsx", Workbook(Headings + rows));
        Assert.Null(read);
        Assert.Contains(saying, unreadable, StringComparison.Ordinal);
    }

    [Fact]
    public void What_unpacks_to_too_much_is_refused()
    {
        var bomb = Workbook(Headings + new string(' ', 60 * 1024 * 1024));
        Assert.True(bomb.Length < 1024 * 1024);
        Assert.Contains("展開すると", TallySheet.Read(".xlsx", bomb).Unreadable, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_gap_is_passed_over_and_rows_keep_their_numbers()
    {
        var workbook = Workbook(Headings + Row(9, "利用者支援事業", "m-1", "件", "2024-04-01", "2024-04-30", "12"));
        Assert.Equal([9], TallySheet.Read(".xlsx", workbook).Rows!.Select(row => row.Number));
    }

    [Fact]
    public void A_sheet_of_text_is_bounded_too()
    {
        Assert.Contains("行が多すぎます", TallySheet.Read(".csv", Encoding.UTF8.GetBytes("事業,項目,単位,開始日,終了日,値" + new string('\n', 10_001) + "a")).Unreadable, StringComparison.Ordinal);
        Assert.Contains("列が多すぎます", TallySheet.Read(".csv", Encoding.UTF8.GetBytes(new string(',', 51))).Unreadable, StringComparison.Ordinal);
        Assert.Contains("長すぎる行", TallySheet.Read(".csv", Encoding.UTF8.GetBytes(new string(',', 70_000))).Unreadable, StringComparison.Ordinal);
    }

    private static string Row(int number, params string[] cells) =>
        $"<row r=\"{number}\">{string.Concat(cells.Select((cell, column) => $"<c r=\"{(char)('A' + column)}{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"))}</row>";

    private static byte[] Workbook(string rows)
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            package = "http://schemas.openxmlformats.org/package/2006/relationships";
        var bytes = new MemoryStream();
        using (var packed = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
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
