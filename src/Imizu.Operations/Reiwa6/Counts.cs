using Imizu.Contracts;

namespace Imizu.Operations.Reiwa6;

/// <summary>A printed table, read as the codes of the published language and how often each has to happen.</summary>
internal static class Counts
{
    /// <summary>Whether a row is the table's row of totals.</summary>
    public static bool IsTotal(string row) => row is "計" or "合計";

    /// <summary>The rows of a table by their codes, without the row of totals.</summary>
    public static IEnumerable<(TCode Of, int Count)> Of<TCode>(IEnumerable<KeyValuePair<string, int>> table)
        where TCode : struct, Enum =>
        table.Where(row => !IsTotal(row.Key)).Select(row => (CodeOf<TCode>(row.Key), row.Value));

    /// <summary>The code that has this word in the printed report.</summary>
    /// <exception cref="InvalidOperationException">None has.</exception>
    public static TCode CodeOf<TCode>(string word)
        where TCode : struct, Enum =>
        Enum.GetValues<TCode>().Cast<TCode?>().FirstOrDefault(code => code!.Value.Word() == word)
        ?? throw new InvalidOperationException($"{typeof(TCode).Name}: nothing is called {word}.");
}
