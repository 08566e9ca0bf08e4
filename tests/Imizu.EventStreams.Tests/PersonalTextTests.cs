using Imizu.EventStreams;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>What looks as if it told who somebody is.</summary>
public sealed class PersonalTextTests
{
    [Theory]
    [InlineData("連絡先は0766-51-6666です。", "電話番号")]
    [InlineData("０９０－１２３４－５６７８まで", "電話番号")]
    [InlineData("(0766)51-6666", "電話番号")]
    [InlineData("09012345678", "電話番号")]
    [InlineData("taro.imizu@example.jp に送付", "メールアドレス")]
    [InlineData("番号は123456789018。", "個人番号（マイナンバー）")]
    [InlineData("１２３４　５６７８　９０１８", "個人番号（マイナンバー）")]
    [InlineData("〒939-0294 新開発", "郵便番号")]
    [InlineData("939-0294に住む", "郵便番号")]
    [InlineData("氏名：射水太郎", "氏名")]
    public void Its_shape_is_found_in_whatever_width(string text, string word) => Assert.Equal(word, PersonalText.Find(text));

    [Theory]
    [InlineData("8050問題への対応を協議した。")]
    [InlineData("2024-05-01から2024-06-30まで、延べ1,016人")]
    [InlineData("2024-04-01 101 件")]
    [InlineData("0198c1d2-0000-7000-8000-000000000000")]
    [InlineData("令和6年度の予算は123456789012円")]
    [InlineData("13:30～15:00、救急薬品市民交流プラザ")]
    [InlineData("氏名を伏せて紹介した。")]
    [InlineData("月1回、10-15人で集まる。")]
    public void What_programmes_write_is_not_taken_for_it(string text) => Assert.Null(PersonalText.Find(text));
}
