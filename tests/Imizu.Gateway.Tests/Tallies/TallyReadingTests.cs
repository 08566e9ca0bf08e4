using System.Text;
using Imizu.Gateway.Tallies;
using Xunit;

namespace Imizu.Gateway.Tests.Tallies;

/// <summary>Bytes are a tally, or it is said what is wrong with them.</summary>
public sealed class TallyReadingTests
{
    private const string Good = """{"programme":"利用者支援事業","measure":"m-1","unit":"件","from":"2024-04-01","to":"2024-04-30","value":123}""";

    [Fact]
    public void A_tally_is_read() => Assert.Equal(
        new Tally("利用者支援事業", "m-1", "件", new DateOnly(2024, 4, 1), new DateOnly(2024, 4, 30), 123), Read(Good).Tally);

    [Fact]
    public void A_byte_order_mark_is_passed_over() => Assert.NotNull(TallyReading.Read((byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Good)]).Tally);

    [Fact]
    public void Members_may_stand_in_any_order() =>
        Assert.NotNull(Read("""{"value":99.5,"to":"2024-04-30","from":"2024-04-01","unit":"％","measure":"m","programme":"p"}""").Tally);

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "", "body", "JSON" },
        { "件", "body", "JSON" },
        { Good + "x", "body", "JSON" },
        { "null", "body", "オブジェクト" },
        { $"[{Good}]", "body", "1 件ずつ" },
        { Good.Replace("\"value\":123", "\"value\":123,\"note\":1", StringComparison.Ordinal), "note", "使えるのは" },
        { Good.Replace("\"value\":123", "\"value\":123,\"value\":1", StringComparison.Ordinal), "value", "二度" },
        { Good.Replace("\"programme\":\"利用者支援事業\",", "", StringComparison.Ordinal), "programme", "必須" },
        { Good.Replace(",\"value\":123", "", StringComparison.Ordinal), "value", "必須" },
        { Good.Replace("\"m-1\"", "1", StringComparison.Ordinal), "measure", "文字列" },
        { Good.Replace("\"件\"", "null", StringComparison.Ordinal), "unit", "文字列" },
        { Good.Replace("123", "\"123\"", StringComparison.Ordinal), "value", "数値" },
        { Good.Replace("123", "1e40", StringComparison.Ordinal), "value", "数値" },
        { Good.Replace("123", "null", StringComparison.Ordinal), "value", "数値" },
        { Good.Replace("2024-04-30", "2024-04-31", StringComparison.Ordinal), "to", "暦" },
        { Good.Replace("2024-04-01", "2024/4/1", StringComparison.Ordinal), "from", "暦" },
        { Good.Replace("m-1", "\\ud800", StringComparison.Ordinal), "body", "サロゲート" },
        { Good.Replace("\"unit\"", "\"\\ud800\"", StringComparison.Ordinal), "body", "サロゲート" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named_and_said_in_words(string body, string field, string saying)
    {
        var reading = Read(body);
        Assert.Null(reading.Tally);
        Assert.Equal(field, reading.Refusal?.Field);
        Assert.Contains(saying, reading.Refusal?.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_encoding_is_said_to_be_one()
    {
        var reading = TallyReading.Read(Good.Select(character => (byte)(character > 0xff ? 0x83 : character)).ToArray());
        Assert.Equal("body", reading.Refusal?.Field);
        Assert.Contains("UTF-8", reading.Refusal?.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_far_too_large_is_not_even_looked_at()
    {
        var reading = Read(Good + new string(' ', TallyReading.MostBytes));
        Assert.Contains("大きすぎ", reading.Refusal?.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Blanks_up_to_the_limit_do_no_harm() =>
        Assert.NotNull(Read(Good + new string(' ', TallyReading.MostBytes - Encoding.UTF8.GetByteCount(Good))).Tally);

    [Fact]
    public void An_unknown_name_is_shown_short_and_on_one_line()
    {
        var field = Read($$"""{"{{new string('a', 1000)}}\n":1}""").Refusal!.Field;
        Assert.True(field.Length < 70);
        Assert.DoesNotContain('\n', Read("""{"a\nb\u202e":1}""").Refusal!.Field);
    }

    private static Reading Read(string body) => TallyReading.Read(Encoding.UTF8.GetBytes(body));
}
