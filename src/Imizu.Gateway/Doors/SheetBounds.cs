namespace Imizu.Gateway.Doors;

/// <summary>What a sheet may have. Empty rows count too: a workbook of a kilobyte can claim thousands of millions of them.</summary>
internal static class SheetBounds
{
    public const int MostRows = 10_000, MostColumns = 50;

    /// <summary>Why a sheet is not read further.</summary>
    public static string TooManyRows => $"行が多すぎます（空の行を含めて {MostRows:N0} 行まで）。分けるか、下の空の行を削除してください。";

    /// <inheritdoc cref="TooManyRows" />
    public static string TooManyColumns => $"列が多すぎます（{MostColumns} 列まで）。右の空の列を削除してください。";
}
