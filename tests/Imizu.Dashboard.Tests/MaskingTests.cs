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
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "x-otlp-api-key=abc,other=1", Mask)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "authorization=Bearer abc", Mask)]
    [InlineData("GITHUB_TOKEN", "anything", Mask)]
    [InlineData("ADMIN_PASSWORD", "anything", Mask)]
    [InlineData("services__first__http__0", "http://127.0.0.1:5000", "http://127.0.0.1:5000")]
    [InlineData("GREETING", "the kept-secret is here", $"the {Mask} is here")]
    [InlineData("EMPTY_TOKEN", "", "")]
    [InlineData("DB_PWD", "anything", Mask)]
    [InlineData("PWD", "/home/city", "/home/city")]
    [InlineData("OLDPWD", "/home", "/home")]
    public void Passwords_are_hidden_and_the_rest_can_be_read(string name, string value, string shown) =>
        Assert.Equal(shown, new Masking(["kept-secret", ""]).HideVariable(name, value));

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
