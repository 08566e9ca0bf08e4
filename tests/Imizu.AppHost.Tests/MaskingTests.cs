using Imizu.AppHost.Local;
using Xunit;

namespace Imizu.AppHost.Tests;

public sealed class MaskingTests
{
    private const string Mask = Masking.Mask;

    [Theory]
    [InlineData("role with password 'kept-secret' made", $"role with password '{Mask}' made")]
    [InlineData("amqp://imizu:kept%2Bpassword@host", $"amqp://imizu:{Mask}@host")]
    [InlineData("kept+password and kept-secret", $"{Mask} and {Mask}")]
    [InlineData("12345 is too short to be one, and Password=unknown is nobody's", "12345 is too short to be one, and Password=unknown is nobody's")]
    public void In_other_texts_known_values_are_hidden_in_whatever_way_they_are_written(string text, string shown) =>
        Assert.Equal(shown, new Masking(["kept-secret", "kept+password", "12345"]).Hide(text));

    [Fact]
    public void A_secret_that_begins_another_leaves_nothing_of_that_standing() =>
        Assert.Equal(Mask, new Masking(["abcdef", "abcdefghij"]).Hide("abcdefghij"));
}
