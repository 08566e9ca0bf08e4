using Imizu.Gateway.Tallies;
using Xunit;

namespace Imizu.Gateway.Tests.Tallies;

/// <summary>Idempotency keys derived from senders' identifiers.</summary>
public sealed class IdempotencyKeysTests
{
    [Fact]
    public void A_valid_idempotency_key_is_used_unchanged() => Assert.Equal("a-1", IdempotencyKeys.Of("a-1"));

    [Theory]
    [InlineData("送信 1")]
    [InlineData("two words")]
    [InlineData("")]
    public void An_invalid_idempotency_key_is_replaced_by_its_hash(string name)
    {
        Assert.Matches("^[!-~]{1,128}$", IdempotencyKeys.Of(name));
        Assert.Matches("^[!-~]{1,128}$", IdempotencyKeys.Of(new string('x', 1000) + name));
    }

    [Fact]
    public void Keys_of_lines_and_senders_differ()
    {
        Assert.NotEqual(IdempotencyKeys.OfLine("a", 1), IdempotencyKeys.OfLine("a", 2));
        Assert.NotEqual(IdempotencyKeys.OfBody("a", "x"u8), IdempotencyKeys.OfBody("b", "x"u8));
        Assert.Equal(IdempotencyKeys.OfBody("a", "x"u8), IdempotencyKeys.OfBody("a", "x"u8));
    }
}
