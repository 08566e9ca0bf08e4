using Imizu.Contracts.FieldTallies;
using Imizu.Gateway.Tallies;
using Xunit;

namespace Imizu.Gateway.Tests.Tallies;

/// <summary>Authorization of a tally by sender, programme, measure and unit.</summary>
public sealed class TallyAuthorizationTests
{
    private const string Support = "利用者支援事業", Elderly = "地域包括支援センター";

    private static readonly RegisteredMeasure Visits = new("visits", Support, "訪問件数", "件", MeasureKind.Flow),
        Calls = new("calls", Elderly, "相談件数", "件", MeasureKind.Flow);

    private static readonly RegisteredMeasure[] Known = [Visits, Calls];

    private static readonly string[] Own = [Support, "子育て支援拠点"];

    private static readonly Tally Good = new(Support, "visits", "件", new DateOnly(2024, 4, 1), new DateOnly(2024, 4, 30), 1);

    [Theory]
    [InlineData("visits")]
    [InlineData("訪問件数")]
    [InlineData(" 訪問 件数")]
    public void A_measure_of_an_own_programme_is_found_by_its_code_or_its_name(string measure) =>
        Assert.Equal(Visits, TallyAuthorization.Check(Good with { Measure = measure }, Own, Known).Measure);

    [Fact]
    public void A_name_that_two_measures_have_is_refused_with_their_codes()
    {
        var (measure, refusal) = TallyAuthorization.Check(Good with { Measure = "訪問件数" }, Own, [.. Known, Visits with { Code = "visits-2" }]);
        Assert.Null(measure);
        Assert.Contains("visits、visits-2", refusal!.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Authorization_ignores_periods_and_values() =>
        Assert.NotNull(TallyAuthorization.Check(Good with { Value = -1, To = new DateOnly(1, 1, 1) }, Own, Known).Measure);

    public static TheoryData<string, string, string, string, string> Wrong => new()
    {
        { "利用\uE000事業", "visits", "件", "programme", "3 文字目の文字（U+E000）は外字です。" },
        { Support, "\U000F0001訪問", "件", "measure", "1 文字目の文字（U+F0001）は外字です。" },
        { "どこかの事業", "visits", "件", "programme", "「利用者支援事業」、「子育て支援拠点」" },
        { Elderly, "calls", "件", "programme", "この送り手には" },
        { Support, "nothing", "件", "measure", "登録されていません" },
        { Support, "calls", "件", "measure", "「地域包括支援センター」の項目" },
        { "子育て支援拠点", "visits", "件", "measure", "「利用者支援事業」の項目" },
        { Support, "visits", "人", "unit", "「件」です" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named_and_said_in_words(string programme, string measure, string unit, string field, string saying)
    {
        var concerned = TallyAuthorization.Check(Good with { Programme = programme, Measure = measure, Unit = unit }, Own, Known);
        Assert.Null(concerned.Measure);
        Assert.Equal(field, concerned.Refusal?.Field);
        Assert.Contains(saying, concerned.Refusal?.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sender_without_programmes_is_referred_to_the_operator() =>
        Assert.Contains("運用者", TallyAuthorization.Check(Good, [], Known).Refusal?.Because, StringComparison.Ordinal);
}
