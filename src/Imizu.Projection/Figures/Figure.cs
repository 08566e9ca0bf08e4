using System.Diagnostics.CodeAnalysis;

namespace Imizu.Projection.Figures;

/// <summary>The declaration of a figure. The live path, replays, reports, evidence and changes all read it.</summary>
/// <param name="Key">Its name for ever: the section and the figure, such as <c>consultation/contacts-by-method</c>.</param>
/// <param name="Words">What it counts, in Japanese.</param>
/// <param name="Unit">The unit that it is counted in.</param>
/// <param name="Rule">How it is counted.</param>
/// <param name="Rows">The rows of its table.</param>
public sealed record Figure(string Key, string Words, string Unit, Rule Rule, Rows? Rows = null)
{
    /// <summary>A row's key, such as <c>consultation/contacts-by-method/telephone</c>.</summary>
    public string RowKey(string row) => $"{Key}/{row}";

    /// <summary>The keys of the cells that count a fact of a row, as facts have it: the row's own, and the figure's where its rows have a total.</summary>
    public IEnumerable<string> KeysOf(string stored) =>
    [
        .. Rows is { } rows && stored.Length > 0 ? [RowKey(rows.KeyOf(stored))] : (string[])[],
        .. Rows is { HasTotal: false } ? (string[])[] : [Key],
    ];

    /// <summary>Whether what a row is called is recorded, and not declared here.</summary>
    public bool IsNamedByRecords([NotNullWhen(true)] string? row) => row is not null && Rows is { Entries: not null };

    /// <summary>What a row counts, in Japanese; of null, the figure.</summary>
    public string WordsOf(string? row) => row is null ? Words : $"{Words}　{Rows?.Fixed.FirstOrDefault(known => known.Key == row)?.Word ?? row}";
}
