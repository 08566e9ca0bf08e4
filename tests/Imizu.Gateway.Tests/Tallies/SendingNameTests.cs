using Imizu.Gateway.Tallies;
using Xunit;

namespace Imizu.Gateway.Tests.Tallies;

/// <summary>Whatever others call a sending, a service can take it as a key.</summary>
public sealed class SendingNameTests
{
    [Fact]
    public void A_plain_name_stays() => Assert.Equal("a-1", SendingName.Of("a-1"));

    [Theory]
    [InlineData("送信 1")]
    [InlineData("two words")]
    [InlineData("")]
    public void Any_other_becomes_one_that_fits(string name)
    {
        Assert.Matches("^[!-~]{1,128}$", SendingName.Of(name));
        Assert.Matches("^[!-~]{1,128}$", SendingName.Of(new string('x', 1000) + name));
    }

    [Fact]
    public void Lines_and_senders_are_told_apart()
    {
        Assert.NotEqual(SendingName.OfLine("a", 1), SendingName.OfLine("a", 2));
        Assert.NotEqual(SendingName.OfBody("a", "x"u8), SendingName.OfBody("b", "x"u8));
        Assert.Equal(SendingName.OfBody("a", "x"u8), SendingName.OfBody("a", "x"u8));
    }
}
