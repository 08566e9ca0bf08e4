using System.Text;
using Imizu.Gateway.Doors;
using Imizu.Gateway.Tallies;
using MiniExcelLibs;
using Xunit;

namespace Imizu.Gateway.Tests.Doors;

/// <summary>A sheet's rows are tallies, as Excel in Japan writes them.</summary>
public sealed class TallySheetTests
{
    private const string Japanese = "事業名,項目,単位,開始日,終了日,値\r\n利用者支援事業,m-1,件,2024/4/1,2024/4/30,12\r\n";

    private static readonly Tally April = new("利用者支援事業", "m-1", "件", new DateOnly(2024, 4, 1), new DateOnly(2024, 4, 30), 12);

    static TallySheetTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with mark", "shift_jis"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Any_of_its_encodings_is_read(string encoding)
    {
        byte[] bytes = encoding switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(Japanese),
            "utf-8 with mark" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Japanese)],
            _ => Encoding.GetEncoding(932).GetBytes(Japanese),
        };
        Assert.Equal([April], Tallies(".csv", bytes));
    }

    [Fact]
    public void English_headings_in_any_order_and_other_columns_do() =>
        Assert.Equal([April], Tallies(".CSV", "Value,note,TO,from,unit,measure,programme\n12,\"a, b\",2024-04-30,2024-04-01,件,m-1,利用者支援事業\n\n"u8.ToArray()));

    [Fact]
    public void A_workbook_is_read_with_its_days_and_numbers()
    {
        using var workbook = new MemoryStream();
        workbook.SaveAs(new[] { new Dictionary<string, object> { ["事業"] = "利用者支援事業", ["項目"] = "m-1", ["単位"] = "件", ["開始日"] = new DateTime(2024, 4, 1), ["終了日"] = new DateTime(2024, 4, 30), ["値"] = 12 } });
        Assert.Equal([April], Tallies(".xlsx", workbook.ToArray()));
    }

    [Fact]
    public void Rows_keep_their_numbers() =>
        Assert.Equal([2, 5], TallySheet.Read(".csv", Encoding.UTF8.GetBytes(Japanese + "\r\n\r\n" + Japanese.Split("\r\n")[1])).Rows!.Select(row => row.Number));

    [Fact]
    public void What_is_no_number_is_left_to_the_one_reading() =>
        Assert.Equal("value", TallyReading.Read(TallySheet.Read(".csv", Encoding.UTF8.GetBytes(Japanese.Replace(",12", ",\"1,200\"", StringComparison.Ordinal))).Rows![0].Body).Refusal?.Field);

    public static TheoryData<string, byte[], string> Unreadable => new()
    {
        { ".csv", [], "空" },
        { ".csv", [0x81, 0xff, 0xff, 0xfe], "文字コード" },
        { ".csv", [1, 0, 2], "文字のファイル" },
        { ".csv", Encoding.UTF8.GetBytes("事業,項目\na,b"), "単位" },
        { ".xlsx", Encoding.UTF8.GetBytes(Japanese), "Excel" },
        { ".pdf", Encoding.UTF8.GetBytes(Japanese), "種類" },
    };

    [Theory]
    [MemberData(nameof(Unreadable), DisableDiscoveryEnumeration = true)]
    public void What_is_no_sheet_is_said_to_be_none(string extension, byte[] bytes, string saying)
    {
        var (rows, unreadable) = TallySheet.Read(extension, bytes);
        Assert.Null(rows);
        Assert.Contains(saying, unreadable, StringComparison.Ordinal);
    }

    private static IEnumerable<Tally?> Tallies(string extension, byte[] bytes) => TallySheet.Read(extension, bytes).Rows!.Select(row => TallyReading.Read(row.Body).Tally);
}
