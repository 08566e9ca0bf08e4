using Imizu.Contracts.Reading;
using Imizu.Contracts.Reports;

namespace Imizu.Cli.Reporting;

/// <summary>Why a figure is what it is, as text.</summary>
internal static class EvidenceText
{
    public static string Of(CellEvidence evidence)
    {
        IEnumerable<string> lines =
        [
            $"{evidence.Words}　{ReportText.Number(evidence.Value, evidence.Unit)}",
            $"  {evidence.Rule}",
            .. evidence.Formula.Count == 0 ? Events(evidence) : ["", "計算", .. TextTable.Lines("llrl", evidence.Formula.Select(term => new[] { $"  {term.Operator}", term.Words, ReportText.Number(term.Value, ""), term.Key }))],
        ];
        return string.Join(Environment.NewLine, lines) + Environment.NewLine;
    }

    private static IEnumerable<string> Events(CellEvidence evidence) =>
    [
        "",
        $"数えた記録　{evidence.Counted.Total:N0}件{Shown(evidence.Counted)}",
        .. TextTable.Lines("lllr", evidence.Counted.Items.Select(Columns)),
        "",
        $"数えなかった近い記録　{evidence.NearMisses.Total:N0}件{Shown(evidence.NearMisses)}",
        .. TextTable.Lines("lllrl", evidence.NearMisses.Items.Select(miss => (string[])[.. Columns(miss.Event), Reason(miss)])),
    ];

    private static string[] Columns(CountedEvent of) =>
        [$"  {of.On:yyyy-MM-dd}", $"記録 {of.Recorded.ToOffset(JapaneseMoment.Offset):yyyy-MM-dd HH:mm}", of.Stream, ReportText.Number(of.Weight, "")];

    private static string Reason(NearMiss miss) => miss.Retraction is { } retraction
        ? $"{miss.Because}（{retraction.At.ToOffset(JapaneseMoment.Offset):yyyy-MM-dd HH:mm}、{retraction.By ?? "記録者不明"}、{(retraction.Reason is { } reason ? Contracts.Words.Word(reason) : "理由不明")}）"
        : miss.Because;

    private static string Shown<T>(EvidencePage<T> page) => page.Items.Count < page.Total ? $"（うち {page.Items.Count:N0}件）" : "";
}
