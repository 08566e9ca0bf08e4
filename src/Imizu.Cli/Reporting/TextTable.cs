using Spectre.Console.Rendering;

namespace Imizu.Cli.Reporting;

/// <summary>Rows with their columns under one another, where a full-width character is two columns of the terminal wide.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    /// <summary>The lines of a table.</summary>
    /// <param name="alignments">One letter a column: l for left, r for right.</param>
    /// <param name="rows">The cells, row by row.</param>
    public static IEnumerable<string> Lines(string alignments, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        var widths = alignments.Select((_, column) => all.Max(row => (int?)WidthOf(row[column])) ?? 0).ToList();
        return all.Select(row => string.Join(Gap, row.Select((cell, column) => Padded(cell, widths[column], alignments[column]))).TrimEnd());
    }

    private static string Padded(string cell, int width, char alignment)
    {
        var blanks = new string(' ', width - WidthOf(cell));
        return alignment == 'r' ? blanks + cell : cell + blanks;
    }

    private static int WidthOf(string cell) => new Segment(cell).CellCount();
}
