using Imizu.Gateway.Tallies;
using Xunit;

namespace Imizu.Gateway.Tests.Tallies;

/// <summary>What concerns sender, programme and unit is checked at the door; all else is left to the measure's own rules.</summary>
public sealed class TallyConcernTests
{
    private const string Support = "利用者支援事業", Elderly = "地域包括支援センター";

    private static readonly KnownMeasure Visits = new("consultation", "visits", Support, "訪問件数", "件"),
        Calls = new("consultation", "calls", Elderly, "相談件数", "件"), Groups = new("community-building", "groups", Support, "グループ数", "グループ");

    private static readonly KnownMeasure[] Known = [Visits, Calls, Groups];

    private static readonly Sender Writer = new("kodomo", [Support, "子育て支援拠点"]);

    private static readonly Tally Good = new(Support, "visits", "件", new DateOnly(2024, 4, 1), new DateOnly(2024, 4, 30), 1);

    [Fact]
    public void A_measure_of_an_own_programme_is_found() => Assert.Equal(Visits, TallyConcern.Check(Good, Writer, Known).Measure);

    [Fact]
    public void The_service_that_has_it_is_found() =>
        Assert.Equal("community-building", TallyConcern.Check(Good with { Measure = "groups", Unit = "グループ" }, Writer, Known).Measure?.Service);

    [Fact]
    public void Periods_and_values_are_not_its_business() =>
        Assert.NotNull(TallyConcern.Check(Good with { Value = -1, To = new DateOnly(1, 1, 1) }, Writer, Known).Measure);

    public static TheoryData<string, string, string, string, string> Wrong => new()
    {
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
        var concerned = TallyConcern.Check(Good with { Programme = programme, Measure = measure, Unit = unit }, Writer, Known);
        Assert.Null(concerned.Measure);
        Assert.Equal(field, concerned.Refusal?.Field);
        Assert.Contains(saying, concerned.Refusal?.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_that_two_services_have_is_nobodys_guess() =>
        Assert.Equal("measure", TallyConcern.Check(Good, Writer, [.. Known, Visits with { Service = "community-building" }]).Refusal?.Field);

    [Fact]
    public void A_sender_of_no_programme_is_told_whom_to_ask() =>
        Assert.Contains("運用者", TallyConcern.Check(Good, new Sender("nobody", []), Known).Refusal?.Because, StringComparison.Ordinal);
}
