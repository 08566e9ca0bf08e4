using Imizu.Identity.Passwords;
using Xunit;

namespace Imizu.Identity.Tests;

/// <summary>What may be a password.</summary>
public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("tsuki no ura no uma 7")]
    [InlineData("gyokuro-hinoki-zarusoba")]
    [InlineData("kx7Tq9vMw2Lp")]
    [InlineData("雨のち晴れのち団子三つとお茶二杯")]
    public void Long_passwords_that_nobody_guesses_are_taken_whatever_characters_they_have(string password) => Assert.Null(Wrong(password));

    [Theory]
    [InlineData("", "12 文字以上")]
    [InlineData("kx7Tq9vMw2L", "12 文字以上")]
    [InlineData("password1234", "推測されやすい")]
    [InlineData("P@ssw0rd!2026", "推測されやすい")]
    [InlineData("imizu-imizu-2026", "推測されやすい")]
    [InlineData("aaaaaaaaaaaaaaaa", "推測されやすい")]
    [InlineData("xk9xk9xk9xk9xk9", "推測されやすい")]
    [InlineData("1234567890123", "推測されやすい")]
    [InlineData("qwertyuiopasdf", "推測されやすい")]
    [InlineData("zq-tanaka-42-zq", "推測されやすい")]
    [InlineData("1qaz2wsx3edc4rfv", "推測されやすい")]
    public void Short_and_guessable_passwords_are_refused_with_the_reason(string password, string reason) => Assert.Contains(reason, Wrong(password, "tanaka-42"));

    [Fact]
    public void A_password_that_is_all_there_is_has_to_be_longer()
    {
        var alone = new PasswordRules(new() { SecondFactorRequired = false });
        Assert.Contains("15 文字以上", alone.Wrong("kx7Tq9vMw2Lp", "staff-02"));
        Assert.Null(alone.Wrong("kx7Tq9vMw2Lp4Bz", "staff-02"));
    }

    [Fact]
    public void A_password_that_would_only_keep_the_processor_busy_is_refused() => Assert.Contains("128 文字以内", Wrong(string.Concat(Enumerable.Range(0, 200).Select(number => (char)('ぁ' + number % 80)))));

    private static string? Wrong(string password, string staffCode = "staff-02") => new PasswordRules(new()).Wrong(password, staffCode);
}
