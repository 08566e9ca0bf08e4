using System.IO.Compression;
using System.Xml;

namespace Imizu.Sheets;

/// <summary>Checks an Excel workbook before it is parsed: the parser unpacks everything into memory, which a small file could exhaust.</summary>
internal static class WorkbookLimits
{
    private const int MostUnpacked = 50 * 1024 * 1024, MostParts = 1000, MostElements = 1_500_000, MostDepth = 64;

    /// <exception cref="UnreadableSheetException">It is no workbook, or unpacks to too much.</exception>
    public static void Check(byte[] bytes)
    {
        try
        {
            using var packed = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            var (left, elements) = (MostUnpacked, MostElements);
            if (packed.Entries.Count > MostParts)
            {
                throw new InvalidDataException();
            }
            foreach (var part in packed.Entries)
            {
                using (var unpacked = part.Open())
                {
                    CountBytes(unpacked, ref left);
                }
                using var content = part.Open();
                CountElements(content, ref elements);
            }
        }
        catch (InvalidDataException)
        {
            throw new UnreadableSheetException("Excel のファイル（.xlsx）として読めません。Excel で開けるか確かめ、保存し直してください。");
        }
    }

    /// <summary>Unpacks a part to count its bytes, because the size that it says is not reliable.</summary>
    private static void CountBytes(Stream part, ref int left)
    {
        var piece = new byte[64 * 1024];
        for (int read; (read = part.Read(piece)) > 0;)
        {
            if ((left -= read) < 0)
            {
                throw new UnreadableSheetException($"展開すると大きすぎる Excel ファイルです（{MostUnpacked / 1024 / 1024} MiB まで）。分けて送ってください。");
            }
        }
    }

    private static void CountElements(Stream part, ref int left)
    {
        try
        {
            using var xml = XmlReader.Create(part, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            while (xml.Read())
            {
                // The parser goes down into elements by calls of its own.
                if (xml.NodeType == XmlNodeType.DocumentType || xml.Depth > MostDepth)
                {
                    throw new InvalidDataException();
                }
                if (xml.NodeType == XmlNodeType.Element && --left < 0)
                {
                    throw new UnreadableSheetException(SheetLimits.TooManyRows);
                }
            }
        }
        catch (XmlException)
        {
            // Not XML, such as a picture, or invalid: the parser stops here as well.
        }
    }
}
