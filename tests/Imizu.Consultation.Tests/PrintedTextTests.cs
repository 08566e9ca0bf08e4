using Imizu.EventStreams;
using Xunit;

namespace Imizu.Consultation.Tests;

/// <summary>What can be printed reads as it stands.</summary>
public sealed class PrintedTextTests
{
    [Theory]
    [InlineData("改\n行")]
    [InlineData("改\u2028行")]
    [InlineData("改\u2029行")]
    [InlineData("\u202E逆さ")]
    [InlineData("\u2066囲み\u2069")]
    [InlineData("見え\u200Bない")]
    [InlineData("\U000E0041札")]
    public void What_is_not_seen_is_not_printed(string text) => Assert.Equal("name", PrintedText.Check("name", text)?.Field);

    [Theory]
    [InlineData("\uE000野家", "1 文字目の文字（U+E000）は外字です。")]
    [InlineData("\U00020BB7野\uF8FF", "3 文字目の文字（U+F8FF）は外字です。")]
    [InlineData("葛\U00100000城", "2 文字目の文字（U+100000）は外字です。")]
    public void What_one_machine_has_made_for_itself_is_refused_by_its_place(string text, string saying) =>
        Assert.StartsWith(saying, PrintedText.Check("name", text)?.Because, StringComparison.Ordinal);

    [Theory]
    [InlineData("髙橋・﨑")]
    [InlineData("\U00020BB7野家")]
    [InlineData("葛\U000E0100城")]
    [InlineData("いみず　つなぐっと「８０５０」")]
    public void Kanji_are_printed_wherever_Unicode_has_them(string text) => Assert.Null(PrintedText.Check("name", text));
}
