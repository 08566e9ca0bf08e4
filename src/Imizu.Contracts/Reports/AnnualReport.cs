namespace Imizu.Contracts.Reports;

/// <summary>
/// The yearly cross-cutting report (重層的支援体制整備事業の実施状況) in one of its forms: sections of blocks of rows, in the order and the words in
/// which they are printed. Every figure has a key that stays, and <c>GET /reports/{year}/cells/{key}/evidence</c> names the events that it counts.
/// </summary>
/// <param name="FiscalYear">The year that it begins in.</param>
/// <param name="Era">The year in the words of its era.</param>
/// <param name="StartsOn">The year's first day.</param>
/// <param name="EndsOn">The year's last day.</param>
/// <param name="Form">The form's key: <c>printed</c>, <c>breakdown</c> (内訳).</param>
/// <param name="Title">As printed.</param>
/// <param name="AsOf">The moment whose records it is told from, by today's rules; null for now.</param>
/// <param name="Sections">The sections.</param>
/// <param name="Sources">
/// Up to where each source's events had been taken in when the report was told, also when it is told as of an earlier moment: what had been recorded
/// by then and is beyond that is missing.
/// </param>
/// <param name="WithheldBelow">The smallest count of people that is told; smaller ones, and others that they could be computed from, are withheld. Null where all are told.</param>
/// <param name="Edition">The edition that it is of, such as 確定版; null for one that is composed of what stands.</param>
public sealed record AnnualReport(
    int FiscalYear, string Era, DateOnly StartsOn, DateOnly EndsOn, string Form, string Title, DateTimeOffset? AsOf,
    IReadOnlyList<ReportSection> Sections, IReadOnlyList<SourcePosition> Sources, int? WithheldBelow = null, string? Edition = null)
{
    /// <summary>Every figure of the report, in the order of print; one that is printed twice is there twice.</summary>
    public IEnumerable<ReportCell> Cells() =>
        Sections.SelectMany(section => section.Blocks).SelectMany(block => block.Rows.Concat(block.Notes)).SelectMany(row => row.Cells);

    /// <summary>The figure under a key; 0 where the report does not tell it.</summary>
    public decimal Value(string key) => Cells().FirstOrDefault(cell => cell.Key == key)?.Value ?? 0;
}

/// <summary>Where a source's events are counted in up to.</summary>
public sealed record SourcePosition(string Source, long Position);

/// <summary>A section: its number, its name, its policy (方針) and its goal (目標).</summary>
public sealed record ReportSection(string Key, string Number, string Name, string? Policy, string? Goal, IReadOnlyList<ReportBlock> Blocks);

/// <summary>A headed piece of a section: texts, a table, notes below it (※).</summary>
/// <param name="Key">What it is named by within its section.</param>
/// <param name="Heading">As printed.</param>
/// <param name="Style">How its rows are laid out.</param>
/// <param name="Caption">What stands above the rows, below the texts.</param>
/// <param name="Texts">What stands first.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Notes">What stands below.</param>
public sealed record ReportBlock(
    string Key, string Heading, BlockStyle Style, string? Caption, IReadOnlyList<NamedText> Texts, IReadOnlyList<ReportRow> Rows, IReadOnlyList<ReportRow> Notes);

/// <summary>How the rows of a block are laid out.</summary>
public enum BlockStyle
{
    /// <summary>A name and how many.</summary>
    Counts,
    /// <summary>A figure beside its target (計画) and its evaluation (評価).</summary>
    Indicators,
    /// <summary>A programme, its measure and the figure.</summary>
    Fields,
    /// <summary>One sentence a row, its figures named within.</summary>
    Sentences,
    /// <summary>Numbered texts.</summary>
    Numbered,
}

/// <summary>A row of a block.</summary>
/// <param name="Label">What it is about, as printed.</param>
/// <param name="Cells">Its figures; none in a note that is only text.</param>
/// <param name="Group">What it belongs to: a field programme.</param>
/// <param name="Remark">What stands behind the figures.</param>
/// <param name="Texts">What stands below.</param>
public sealed record ReportRow(string Label, IReadOnlyList<ReportCell> Cells, string? Group, string? Remark, IReadOnlyList<NamedText> Texts);

/// <summary>A text, with its name where it has one.</summary>
public sealed record NamedText(string? Name, string Text);

/// <summary>A figure.</summary>
/// <param name="Key">What it is named by, in every form and every year: section, figure and row, such as <c>consultation/contacts-by-method/telephone</c>.</param>
/// <param name="Value">What was counted; null where it is withheld.</param>
/// <param name="Unit">The unit that it is counted in.</param>
/// <param name="Name">What stands before it, where its row has several.</param>
/// <param name="Target">The year's target (計画); null where none is set.</param>
/// <param name="Evaluation">〇 where the value reaches the target, △ where it does not, － where an indicator has none; null for what is no indicator, or withheld.</param>
/// <param name="EvaluationReason">Why the evaluation is another than the one that follows from the target; null where it follows.</param>
public sealed record ReportCell(
    string Key, decimal? Value, string Unit, string? Name = null, decimal? Target = null, string? Evaluation = null, string? EvaluationReason = null)
{
    /// <summary>What stands in the place of a value that is withheld.</summary>
    public const string Withheld = "＊";
}
