using Imizu.Contracts.Reports;

namespace Imizu.Cli.Reporting;

/// <summary>The tables of section (1).</summary>
internal static class ConsultationText
{
    public static IEnumerable<TextBlock> Blocks(ConsultationSection section) =>
    [
        new("支援の状況",
        [
            .. TextBlock.Rows(section.SupportStatus, "件"),
            .. section.WithoutPlanNote is { } note ? [$"※ {note}"] : Array.Empty<string>(),
            .. section.PlanRevisions > 0 ? [$"※ ほかに支援プランの変更 {section.PlanRevisions:N0}件"] : Array.Empty<string>(),
        ]),
        new("世帯の類型", [.. TextBlock.Table(section.HouseholdTypes, "合計", "世帯")]),
        new("会議", [.. section.Conferences.SelectMany(Conference)]),
        new("支援事例の概要", [.. section.CaseOutlines.Select((outline, n) => $"{n + 1}. {outline}")]),
        .. section.Partners.Select(column => new TextBlock($"支援連携先（{column.Name}）", [.. TextBlock.Rows(column.Rows, "件")])),
        new("相談方法", [.. TextBlock.Table(section.ContactMethods, "計", "件")]),
        new("相談内容", [.. TextBlock.Table(section.ContactTopics, "計", "件")]),
    ];

    private static IEnumerable<string> Conference(ConferenceRow row) =>
    [
        $"{row.Name}　開催 {row.Held:N0}回　本人同意 {row.Consent}",
        .. row.Purpose is { } purpose ? [$"  目的　{purpose}"] : Array.Empty<string>(),
    ];
}
