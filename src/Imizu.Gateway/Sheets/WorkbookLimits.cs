using System.IO.Compression;
using System.Xml;

namespace Imizu.Gateway.Sheets;

/// <summary>Checks an Excel workbook before it is parsed: the parser unpacks everything into memory, which a small file could exhaust.</summary>
internal static class WorkbookLimits
{
    private const int MostUnpacked = 50 * 1024 * 1024, MostParts = 1000, MostElements = 1_500_000, MostDepth = 64;

    private const string NotAWorkbook = "Excel のファイル（.xlsx）として読めません。Excel で開けるか確かめ、保存し直してください。";

    /// <exception cref="UnreadableSheetException">It is no workbook, or unpacks to too much.</exception>
    public static void Check(byte[] bytes)
    {
        try
        {
            using var packed = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            if (packed.Entries.Count > MostParts)
            {
                throw new UnreadableSheetException(NotAWorkbook);
            }
            var (left, elements) = ((long)MostUnpacked, MostElements);
            foreach (var part in packed.Entries)
            {
                using var unpacked = Unpacked(part, ref left);
                Count(unpacked, ref elements);
            }
        }
        catch (InvalidDataException)
        {
            throw new UnreadableSheetException(NotAWorkbook);
        }
    }

    /// <summary>Unpacks a part while counting bytes, because its declared size is not reliable.</summary>
    private static MemoryStream Unpacked(ZipArchiveEntry part, ref long left)
    {
        var unpacked = new MemoryStream();
        using var stream = part.Open();
        var piece = new byte[64 * 1024];
        for (int read; (read = stream.Read(piece)) > 0; unpacked.Write(piece.AsSpan(0, read)))
        {
            if ((left -= read) < 0)
            {
                throw new UnreadableSheetException($"展開すると大きすぎる Excel ファイルです（{MostUnpacked / 1024 / 1024} MiB まで）。分けて送ってください。");
            }
        }
        unpacked.Position = 0;
        return unpacked;
    }

    private static void Count(Stream part, ref int elements)
    {
        try
        {
            using var xml = XmlReader.Create(part, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            while (xml.Read())
            {
                // The parser goes down into elements by calls of its own.
                if (xml.NodeType == XmlNodeType.DocumentType || xml.Depth > MostDepth)
                {
                    throw new UnreadableSheetException(NotAWorkbook);
                }
                if (xml.NodeType == XmlNodeType.Element && --elements < 0)
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
