using Imizu.Contracts.Reading;
using Xunit;

namespace Imizu.Contracts.Tests;

public sealed class JapaneseNameTests
{
    [Theory]
    [InlineData("子育てひろば〜つどい", "子育てひろば～つどい")]
    [InlineData("地域の相談室（試験）", "地域の相談室(試験)")]
    [InlineData("サポートセンター", "ｻﾎﾟｰﾄｾﾝﾀｰ")]
    [InlineData("ガイドヘルパー", "ｶﾞｲﾄﾞﾍﾙﾊﾟｰ")]
    [InlineData("がくどう", "か\u3099くと\u3099う")]
    [InlineData("ヴィラ", "ｳﾞｨﾗ")]
    [InlineData("ＮＰＯ法人　結", "NPO法人結")]
    [InlineData("Ａ－１", "A‐1")]
    [InlineData("％", "%")]
    public void Names_that_look_the_same_are_the_same(string one, string other) => Assert.True(JapaneseName.AreSame(one, other), $"{JapaneseName.Key(one)} {JapaneseName.Key(other)}");

    [Theory]
    [InlineData("相談室", "総合相談室")]
    [InlineData("ハート", "パート")]
    [InlineData("ハート", "バート")]
    [InlineData("件", "人")]
    public void Others_are_not(string one, string other) => Assert.False(JapaneseName.AreSame(one, other));
}
