using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Imizu.Gateway.Doors;

/// <summary>The cells of the first sheet of an Excel workbook.</summary>
internal static class ExcelCells
{
    /// <summary>Long texts stay in memory, which is bounded, rather than in a file that anybody could read.</summary>
    private static readonly OpenXmlConfiguration InMemory = new() { EnableSharedStringCache = false };

    /// <summary>One row at a time, so that whoever reads can stop.</summary>
    /// <exception cref="UnreadableSheetException">It is no workbook, or larger than a sheet of tallies can be.</exception>
    public static IEnumerable<(int Number, IReadOnlyList<object?> Cells)> Read(byte[] bytes)
    {
        ExcelBounds.Check(bytes);
        var number = 0;
        using var workbook = new MemoryStream(bytes);
        foreach (var row in workbook.Query(useHeaderRow: false, excelType: ExcelType.XLSX, configuration: InMemory).Cast<IDictionary<string, object?>>())
        {
            yield return (++number, [.. row.Values]);
        }
    }
}
