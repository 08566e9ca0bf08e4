using System.Text;
using Imizu.Gateway.Tallies;
using Xunit;

namespace Imizu.Gateway.Tests.Tallies;

/// <summary>An array is taken apart, and its elements are left unread.</summary>
public sealed class TallyArrayTests
{
    [Fact]
    public void A_byte_order_mark_before_an_array_is_ignored() =>
        Assert.Equal(["{\"a\":\"あ\"}", "2"], Tally.Split((byte[])[.. Encoding.UTF8.Preamble, .. "[{\"a\":\"あ\"},2]"u8]).Lines!.Select(Encoding.UTF8.GetString));

    [Fact]
    public void A_body_that_is_no_array_is_not_split() => Assert.Equal((null, null), Tally.Split((byte[])[.. Encoding.UTF8.Preamble, .. "{}"u8]));

    [Theory]
    [InlineData("[{")]
    [InlineData("[]")]
    [InlineData("[1] x")]
    public void An_array_that_cannot_be_taken_apart_is_refused(string body) => Assert.Equal("body", Tally.Split(Encoding.UTF8.GetBytes(body)).Refusal?.Field);
}
