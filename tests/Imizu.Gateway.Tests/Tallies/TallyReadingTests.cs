using System.Text;
using Imizu.EventStreams;
using Imizu.Gateway.Tallies;
using Xunit;

namespace Imizu.Gateway.Tests.Tallies;

/// <summary>Parsing of tallies and its refusals.</summary>
public sealed class TallyReadingTests
{
    private const string Good = """{"programme":"利用者支援事業","measure":"m-1","unit":"件","from":"2024-04-01","to":"2024-04-30","value":123}""";

    [Fact]
    public void A_tally_is_read() => Assert.Equal(
        new Tally("利用者支援事業", "m-1", "件", new DateOnly(2024, 4, 1), new DateOnly(2024, 4, 30), 123), Read(Good).Tally);

    [Fact]
    public void A_byte_order_mark_is_passed_over() => Assert.NotNull(Tally.Read((byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Good)]).Tally);

    [Fact]
    public void Members_may_stand_in_any_order() =>
        Assert.NotNull(Read("""{"value":99.5,"to":"2024-04-30","from":"2024-04-01","unit":"％","measure":"m","programme":"p"}""").Tally);

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "", "body", "JSON" },
        { "件", "body", "JSON" },
        { Good + "x", "body", "JSON" },
        { "null", "body", "オブジェクト" },
        { $"[{Good}]", "body", "オブジェクト" },
        { Good.Replace("\"value\":123", "\"value\":123,\"note\":1", StringComparison.Ordinal), "note", "使えるのは" },
        { Good.Replace("\"value\":123", "\"value\":123,\"value\":1", StringComparison.Ordinal), "value", "二度" },
        { Good.Replace("\"programme\":\"利用者支援事業\",", "", StringComparison.Ordinal), "programme", "必須" },
        { Good.Replace(",\"value\":123", "", StringComparison.Ordinal), "value", "必須" },
        { Good.Replace("\"m-1\"", "1", StringComparison.Ordinal), "measure", "文字列" },
        { Good.Replace("\"件\"", "null", StringComparison.Ordinal), "unit", "null" },
        { Good.Replace("123", "\"123\"", StringComparison.Ordinal), "value", "引用符なし" },
        { Good.Replace("123", "1e40", StringComparison.Ordinal), "value", "17 桁まで" },
        { Good.Replace("123", "null", StringComparison.Ordinal), "value", "null" },
        { Good.Replace("2024-04-30", "2024-04-31", StringComparison.Ordinal), "to", "暦" },
        { Good.Replace("2024-04-01", "4/1/2024", StringComparison.Ordinal), "from", "月と日が分かりません" },
        { Good.Replace("m-1", "\\ud800", StringComparison.Ordinal), "measure", "サロゲート" },
        { Good.Replace("\"unit\"", "\"\\ud800\"", StringComparison.Ordinal), "body", "文字として読めない" },
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
    public void A_tally_that_is_not_UTF_8_is_refused_as_such()
    {
        var reading = Tally.Read(Good.Select(character => (byte)(character > 0xff ? 0x83 : character)).ToArray());
        Assert.Equal("body", reading.Refusal?.Field);
        Assert.Contains("UTF-8", reading.Refusal?.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void An_oversized_body_is_refused_without_parsing()
    {
        var reading = Read(Good + new string(' ', Tally.MostBytes));
        Assert.Contains("大きすぎ", reading.Refusal?.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Whitespace_up_to_the_size_limit_is_accepted() =>
        Assert.NotNull(Read(Good + new string(' ', Tally.MostBytes - Encoding.UTF8.GetByteCount(Good))).Tally);

    [Fact]
    public void An_unknown_member_name_is_sanitized_in_the_refusal()
    {
        var field = Read($$"""{"{{new string('a', 1000)}}\n":1}""").Refusal!.Field;
        Assert.True(field.Length < 70);
        Assert.DoesNotContain('\n', Read("""{"a\nb\u202e":1}""").Refusal!.Field);
    }

    private static (Tally? Tally, Refusal? Refusal) Read(string body) => Tally.Read(Encoding.UTF8.GetBytes(body));
}
