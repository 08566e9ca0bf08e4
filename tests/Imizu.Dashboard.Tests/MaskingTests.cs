using Imizu.Dashboard.Resources;
using Xunit;

namespace Imizu.Dashboard.Tests;

public sealed class MaskingTests
{
    private const string Mask = Masking.Mask;

    [Theory]
    [InlineData("ConnectionStrings__database", "Host=h;Password=abc!1;Port=1", $"Host=h;Password={Mask};Port=1")]
    [InlineData("ConnectionStrings__database", "Host=h;pwd = abc", $"Host=h;pwd = {Mask}")]
    [InlineData("ConnectionStrings__database", "Password=\"a;b\";Host=h", $"Password={Mask};Host=h")]
    [InlineData("ConnectionStrings__messaging", "amqp://imizu:abc@127.0.0.1:5672", $"amqp://imizu:{Mask}@127.0.0.1:5672")]
    [InlineData("ConnectionStrings__messaging", "amqp://imizu:a@c@127.0.0.1:5672/v", $"amqp://imizu:{Mask}@127.0.0.1:5672/v")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "x-otlp-api-key=abc,other=1", $"x-otlp-api-key={Mask},other=1")]
    [InlineData("GITHUB_TOKEN", "anything", Mask)]
    [InlineData("ADMIN_PASSWORD", "anything", Mask)]
    [InlineData("services__first__http__0", "http://127.0.0.1:5000", "http://127.0.0.1:5000")]
    [InlineData("GREETING", "the kept-secret is here", $"the {Mask} is here")]
    [InlineData("EMPTY_TOKEN", "", "")]
    public void Passwords_are_hidden_and_the_rest_can_be_read(string name, string value, string shown) =>
        Assert.Equal(shown, Masking.Hide(name, value, ["kept-secret", ""]));

    [Fact]
    public void A_secret_that_begins_another_leaves_nothing_of_that_standing() =>
        Assert.Equal(Mask, Masking.Hide("GREETING", "abcdefghij", ["abcdef", "abcdefghij"]));
}
