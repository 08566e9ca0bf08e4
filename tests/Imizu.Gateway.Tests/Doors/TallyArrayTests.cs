using System.Text;
using Imizu.Gateway.Doors;
using Xunit;

namespace Imizu.Gateway.Tests.Doors;

/// <summary>An array is taken apart, whatever its bytes.</summary>
public sealed class TallyArrayTests
{
    [Fact]
    public void Another_encoding_than_UTF_8_is_said_to_be_one()
    {
        var body = CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes("[{\"programme\":\"利用者支援事業\"}]");
        var (lines, problem) = TallyArray.Split(body);
        Assert.Null(lines);
        Assert.Equal("body", problem?.Field);
        Assert.Contains("UTF-8", problem?.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_of_the_encoding_is_passed_over() =>
        Assert.Equal(["{\"a\":\"あ\"}", "2"], TallyArray.Split((byte[])[.. Encoding.UTF8.Preamble, .. "[{\"a\":\"あ\"},2]"u8]).Lines!.Select(line => Encoding.UTF8.GetString(line.Span)));

    [Fact]
    public void What_is_no_array_is_left_alone() =>
        Assert.Equal((null, null), TallyArray.Split((byte[])[.. Encoding.UTF8.Preamble, .. "{}"u8]));
}
