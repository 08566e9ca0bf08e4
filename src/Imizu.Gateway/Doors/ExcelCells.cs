using System.IO.Compression;
using System.Xml;
using MiniExcelLibs;

namespace Imizu.Gateway.Doors;

/// <summary>The cells of the first sheet of an Excel workbook.</summary>
internal static class ExcelCells
{
    /// <summary>A workbook is packed; what it unpacks to is bounded too.</summary>
    private const long MostUnpacked = 200 * 1024 * 1024;

    /// <exception cref="UnreadableSheetException">It is no workbook.</exception>
    public static IEnumerable<(int Number, IReadOnlyList<object?> Cells)> Read(byte[] bytes)
    {
        try
        {
            using (var packed = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read))
            {
                if (packed.Entries.Sum(entry => entry.Length) > MostUnpacked)
                {
                    throw new UnreadableSheetException("大きすぎる Excel ファイルです。分けて入れてください。");
                }
            }
            return [.. new MemoryStream(bytes).Query(useHeaderRow: false, excelType: ExcelType.XLSX).Cast<IDictionary<string, object?>>()
                .Select((row, index) => (index + 1, (IReadOnlyList<object?>)[.. row.Values]))];
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or InvalidOperationException or NotSupportedException
            or ArgumentException or KeyNotFoundException or NullReferenceException or IndexOutOfRangeException or OverflowException)
        {
            throw new UnreadableSheetException("Excel のファイル（.xlsx）として読めません。Excel で開けるか確かめ、保存し直してください。");
        }
    }
}
