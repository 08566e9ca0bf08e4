using Imizu.Cli.Reporting;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Xunit;

namespace Imizu.Cli.Tests.Reporting;

public sealed class EvidenceTextTests
{
    private static readonly CountedEvent Event = new(
        Guid.Empty, "urn:imizu:consultation", 7, "case/1", new(2024, 5, 1), new(2024, 5, 2, 1, 0, 0, TimeSpan.Zero), 1, "/events?after=6&limit=1");

    private static readonly CellEvidence Evidence = new(
        "consultation/contacts-by-method/telephone", "相談方法　電話", "実施日が年度内にある記録を数える。", 1, "件", [], new(1200, [Event]),
        new(1, [new NearMiss(Event, NearMissReason.Retracted, "取り消された", new EntryRetraction(Event.Recorded.AddDays(1), "staff-01", RetractionReason.EnteredTwice))]));

    [Fact]
    public void It_says_the_figure_its_rule_and_each_event_with_its_reason() => Assert.Equal(
        [
            "相談方法　電話　1件",
            "  実施日が年度内にある記録を数える。",
            "",
            "数えた記録　1,200件（うち 1件）",
            "  2024-05-01  記録 2024-05-02 10:00  case/1  1",
            "",
            "数えなかった近い記録　1件",
            "  2024-05-01  記録 2024-05-02 10:00  case/1  1  取り消された（2024-05-03 10:00、staff-01、二重登録）",
            "",
        ],
        EvidenceText.Of(Evidence).Split(Environment.NewLine));

    [Fact]
    public void A_derived_figure_says_its_formula()
    {
        var text = EvidenceText.Of(Evidence with { Formula = [new("＋", "consultation/supports-started", "支援開始", 19), new("－", "consultation/supports-concluded", "支援終結", 5)] });
        Assert.Contains("  －  支援終結   5  consultation/supports-concluded", text, StringComparison.Ordinal);
        Assert.DoesNotContain("数えた記録", text, StringComparison.Ordinal);
    }
}
