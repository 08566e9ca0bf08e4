using System.Text;
using Imizu.Gateway.Sheets;
using Imizu.Gateway.Tallies;
using Imizu.Sheets;
using Xunit;

namespace Imizu.Gateway.Tests.Sheets;

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
    public void English_headings_in_any_order_and_additional_columns_are_accepted() =>
        Assert.Equal([April], Tallies(".CSV", "Value,note,TO,from,unit,measure,programme\n12,\"a, b\",2024-04-30,2024-04-01,件,m-1,利用者支援事業\n\n"u8.ToArray()));

    [Fact]
    public void Rows_keep_their_numbers() =>
        Assert.Equal([2, 5], TallySheet.Read(".csv", Encoding.UTF8.GetBytes(Japanese + "\r\n\r\n" + Japanese.Split("\r\n")[1])).Rows.Select(row => row.Number));

    [Fact]
    public void A_value_that_is_no_number_is_refused_in_the_words_of_the_sheet() => Assert.Equal(
        ("value", "「1,20」は数として読めません。数だけを入れてください。"),
        TallySheet.Read(".csv", Encoding.UTF8.GetBytes(Japanese.Replace(",12", ",\"1,20\"", StringComparison.Ordinal))).Rows[0].Wrong is { } wrong ? (wrong.Field, wrong.Because) : default);

    [Fact]
    public void A_field_is_placed_by_the_senders_heading_and_the_cells_address()
    {
        var sheet = TallySheet.Read(".csv", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("余白,", 26)) + Japanese.Split("\r\n")[0] + "\n" + new string(',', 26) + Japanese.Split("\r\n")[1]));
        Assert.Equal(("開始日", "AD2"), sheet.Place("from", 2));
        Assert.Null(sheet.Place("service", 2));
    }

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
    public void A_file_that_is_no_sheet_is_refused_with_the_reason(string extension, byte[] bytes, string saying)
    {
        var unreadable = Assert.Throws<UnreadableSheetException>(() => TallySheet.Read(extension, bytes));
        Assert.Contains(saying, unreadable.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<Tally?> Tallies(string extension, byte[] bytes) => TallySheet.Read(extension, bytes).Rows.Select(row => Tally.Read(row.Body).Tally);
}
