using System.Text.Json.Serialization;
using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Reports;

namespace Imizu.Projection.Report;

/// <summary>A form of the report, read from a file: which figures stand where, in which words, beside which target.</summary>
/// <param name="Key">What it is asked for by.</param>
/// <param name="Title">Its title; <c>{era}</c> is the year.</param>
/// <param name="Sections">Its sections; none where it is laid out as another.</param>
/// <param name="As">The key of the form that it is laid out as.</param>
/// <param name="WithholdBelow">Counts of people that are smaller are withheld, and others that they could be computed from; 0 to tell all.</param>
/// <param name="Schema">The JSON Schema that an editor checks it by.</param>
public sealed record ReportForm(
    string Key, string Title, IReadOnlyList<FormSection>? Sections = null, string? As = null, int WithholdBelow = 0, [property: JsonPropertyName("$schema")] string? Schema = null)
{
    /// <summary>The keys of the figures that it holds against targets.</summary>
    [JsonIgnore]
    public IEnumerable<string> Indicators =>
        (Sections ?? []).SelectMany(section => section.Blocks).SelectMany(block => block.Rows ?? []).SelectMany(row => row.Cells ?? []).Where(cell => cell.Target is not null).Select(cell => cell.Key);
}

/// <summary>A section.</summary>
/// <param name="Key">What it is named by.</param>
/// <param name="Number">As printed.</param>
/// <param name="Name">As printed.</param>
/// <param name="Policy">The commentary that is its policy (方針).</param>
/// <param name="Goal">The commentary that is its goal (目標).</param>
/// <param name="Blocks">Its blocks.</param>
public sealed record FormSection(string Key, string Number, string Name, IReadOnlyList<FormBlock> Blocks, CommentaryPart? Policy = null, CommentaryPart? Goal = null);

/// <summary>A block. Where nothing is in it, it is not printed.</summary>
/// <param name="Key">What it is named by, in its section.</param>
/// <param name="Heading">As printed.</param>
/// <param name="Style">How its rows are laid out.</param>
/// <param name="Caption">What stands above the rows.</param>
/// <param name="Each">The list that has it once for each of its entries, whose words are written in braces.</param>
/// <param name="Texts">Texts.</param>
/// <param name="Figure">The figure whose rows it prints.</param>
/// <param name="Table">Of a register's rows, those of this table.</param>
/// <param name="Words">Other words for rows of the figure.</param>
/// <param name="Total">What the total is called; without it none is printed.</param>
/// <param name="Rows">Rows named one by one.</param>
/// <param name="Notes">Notes below (※).</param>
public sealed record FormBlock(
    string Key, string Heading, BlockStyle Style = BlockStyle.Counts, string? Caption = null, string? Each = null, IReadOnlyList<FormText>? Texts = null,
    string? Figure = null, string? Table = null, IReadOnlyDictionary<string, string>? Words = null, string? Total = null,
    IReadOnlyList<FormRow>? Rows = null, IReadOnlyList<FormRow>? Notes = null);

/// <summary>A row.</summary>
/// <param name="Label">As printed.</param>
/// <param name="Cells">Its figures.</param>
/// <param name="Remark">What stands behind them.</param>
/// <param name="Texts">What stands below.</param>
/// <param name="Commentary">The commentary that is its label.</param>
/// <param name="UnlessZero">Whether it is printed only where a figure of it is not 0.</param>
public sealed record FormRow(
    string Label = "", IReadOnlyList<FormCell>? Cells = null, string? Remark = null, IReadOnlyList<FormText>? Texts = null, CommentaryPart? Commentary = null, bool UnlessZero = false);

/// <summary>A figure in a row.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">What stands before it.</param>
/// <param name="Target">The indicator whose target it is held against.</param>
/// <param name="Unit">Another word for its unit.</param>
public sealed record FormCell(string Key, string? Name = null, Indicator? Target = null, string? Unit = null);

/// <summary>A text: one that is written here, a commentary of the year, or one for each entry of a list.</summary>
public sealed record FormText(string? Name = null, string? Text = null, CommentaryPart? Commentary = null, string? Each = null);
