namespace Imizu.Sheets;

/// <summary>The maximum size of a sheet, empty rows included.</summary>
internal static class SheetLimits
{
    public const int MostRows = 10_000, MostColumns = 50;

    /// <summary>Characters of a cell. A text may stand in the file once and in every row.</summary>
    public const int MostText = 1_000;

    public static string TooManyRows => $"行が多すぎます（空の行を含めて {MostRows:N0} 行まで）。分けるか、下の空の行を削除してください。";

    /// <exception cref="UnreadableSheetException">The place is beyond what a sheet of tallies may have.</exception>
    public static void Check(long row, long column)
    {
        if (row > MostRows)
        {
            throw new UnreadableSheetException(TooManyRows);
        }
        if (column > MostColumns)
        {
            throw new UnreadableSheetException($"列が多すぎます（{MostColumns} 列まで）。右の空の列を削除してください。");
        }
    }
}

/// <summary>A file cannot be read as a sheet; the message is shown to the sender.</summary>
public sealed class UnreadableSheetException(string why) : Exception(why);
