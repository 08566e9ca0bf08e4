namespace Imizu.Contracts.Reports;

/// <summary>
/// A closed year's report as it was approved: the first edition is the 確定版, each further one a 訂正版. It is stored as <see cref="EditionJson"/>
/// and never changes; its hash is announced.
/// </summary>
/// <param name="FiscalYear">The year that it begins in.</param>
/// <param name="Number">From 1 on, without gap.</param>
/// <param name="Name">As printed.</param>
/// <param name="AsOf">The moment as of whose records it is told.</param>
/// <param name="ApprovedBy">The code of who approved it.</param>
/// <param name="RequestedBy">The code of who asked for it; null for a first one that nobody asked for.</param>
/// <param name="Reason">Why it was asked for; null for a first one that nobody asked for.</param>
/// <param name="FigureVersion">The version of the rules by which it was counted.</param>
/// <param name="Sources">Up to where each source's events had been taken in.</param>
/// <param name="Figures">All figures, printed or not, in the order of their keys; what is absent is 0.</param>
/// <param name="Forms">The report in each of its forms, with targets, evaluations and texts.</param>
/// <param name="Changes">What is otherwise than in the edition before, and because of which events; null in the first.</param>
/// <param name="EventsLeftOut">How many more events than those there were.</param>
public sealed record Edition(
    int FiscalYear, int Number, string Name, DateTimeOffset AsOf, string ApprovedBy, string? RequestedBy, string? Reason, int FigureVersion,
    IReadOnlyList<SourcePosition> Sources, IReadOnlyList<EditionFigure> Figures, IReadOnlyList<AnnualReport> Forms,
    EditionDifferences? Changes = null, int EventsLeftOut = 0)
{
    /// <summary>What an edition of a number is called.</summary>
    public static string NameOf(int number) => number == 1 ? "確定版" : $"訂正版（第{number}版）";

    /// <summary>Figures by their keys.</summary>
    public IReadOnlyDictionary<string, decimal> Cells() => Figures.ToDictionary(figure => figure.Key, figure => figure.Value);
}

/// <summary>A figure that is not 0.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value.</param>
public sealed record EditionFigure(string Key, decimal Value);

/// <summary>What one edition says otherwise than another.</summary>
/// <param name="From">The number of the one.</param>
/// <param name="To">The number of the other; null for what a further edition would say now.</param>
/// <param name="Cells">The figures that differ, printed or not; in an edition with the events that moved them, none where the rule is another.</param>
/// <param name="Texts">The printed blocks whose words, targets or evaluations differ.</param>
public sealed record EditionDifferences(int From, int? To, IReadOnlyList<CellChange> Cells, IReadOnlyList<TextDifference> Texts)
{
    /// <summary>No difference, of no editions.</summary>
    public static readonly EditionDifferences None = new(0, null, [], []);

    /// <summary>Whether the two say the same.</summary>
    public bool AreNone() => Cells.Count == 0 && Texts.Count == 0;
}

/// <summary>A block that differs in something else than its figures.</summary>
/// <param name="Place">Form, section and block, such as <c>printed/consultation/indicators</c>.</param>
/// <param name="From">The lines that are only in the one.</param>
/// <param name="To">The lines that are only in the other.</param>
public sealed record TextDifference(string Place, IReadOnlyList<string> From, IReadOnlyList<string> To);

/// <summary>An edition as it was announced.</summary>
/// <param name="FiscalYear">The year that it begins in.</param>
/// <param name="Number">Its number.</param>
/// <param name="Name">As printed.</param>
/// <param name="ApprovedAt">When it was approved.</param>
/// <param name="ApprovedBy">The code of who approved it.</param>
/// <param name="RequestedBy">The code of who asked for it; null for the first.</param>
/// <param name="Hash">The SHA-256 of its bytes, in hexadecimal, as the event has it.</param>
public sealed record EditionSummary(int FiscalYear, int Number, string Name, DateTimeOffset ApprovedAt, string ApprovedBy, string? RequestedBy, string Hash);
