using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Imizu.Gateway.Doors;

/// <summary>
/// What a workbook claims to be, looked at before it is read: the reader fills every gap between cells, and unpacks whatever is packed, so a
/// kilobyte could cost it any amount of memory.
/// </summary>
internal static class ExcelBounds
{
    private const int MostUnpacked = 50 * 1024 * 1024, MostParts = 1000;

    private const string NoWorkbook = "Excel のファイル（.xlsx）として読めません。Excel で開けるか確かめ、保存し直してください。";

    /// <exception cref="UnreadableSheetException">It is no workbook, or claims too much.</exception>
    public static void Check(byte[] bytes)
    {
        try
        {
            using var packed = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            if (packed.Entries.Count > MostParts)
            {
                throw new UnreadableSheetException(NoWorkbook);
            }
            var left = MostUnpacked;
            foreach (var part in packed.Entries)
            {
                using var unpacked = Unpacked(part, left);
                left -= (int)unpacked.Length;
                Check(unpacked);
            }
        }
        catch (InvalidDataException)
        {
            throw new UnreadableSheetException(NoWorkbook);
        }
    }

    /// <summary>Counted as it unpacks: what a part says of its own size need not be so.</summary>
    private static MemoryStream Unpacked(ZipArchiveEntry part, int most)
    {
        var unpacked = new MemoryStream();
        using var stream = part.Open();
        var piece = new byte[64 * 1024];
        for (int read; (read = stream.Read(piece)) > 0;)
        {
            if (unpacked.Length + read > most)
            {
                throw new UnreadableSheetException($"展開すると大きすぎる Excel ファイルです（{MostUnpacked / 1024 / 1024} MiB まで）。分けて入れてください。");
            }
            unpacked.Write(piece.AsSpan(0, read));
        }
        unpacked.Position = 0;
        return unpacked;
    }

    /// <summary>Every part, by whatever name: the workbook itself says which of them are its sheets.</summary>
    private static void Check(Stream part)
    {
        try
        {
            using var xml = XmlReader.Create(part, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            for (var rows = 0; xml.Read();)
            {
                if (xml.NodeType == XmlNodeType.DocumentType)
                {
                    throw new UnreadableSheetException(NoWorkbook);
                }
                if (xml.NodeType != XmlNodeType.Element)
                {
                    continue;
                }
                switch (xml.LocalName)
                {
                    case "row" when ++rows > SheetBounds.MostRows || (xml.GetAttribute("r") is { } number && IsBeyond(number, SheetBounds.MostRows)):
                        throw new UnreadableSheetException(SheetBounds.TooManyRows);
                    case "c" when xml.GetAttribute("r") is { } cell:
                        CheckPlace(cell);
                        break;
                    case "dimension" when xml.GetAttribute("ref") is { } corners:
                        // How far down is left to the rows themselves: a sheet with formatted columns names its last possible row here.
                        Array.ForEach(corners.Split(':'), corner => CheckColumn(corner, out _));
                        break;
                }
            }
        }
        catch (XmlException)
        {
            // A picture, or broken: the reader does not get further either.
        }
    }

    /// <summary>A place as <c>AB12</c>.</summary>
    private static void CheckPlace(string place)
    {
        CheckColumn(place, out var letters);
        if (letters < place.Length && IsBeyond(place[letters..], SheetBounds.MostRows))
        {
            throw new UnreadableSheetException(SheetBounds.TooManyRows);
        }
    }

    private static void CheckColumn(string place, out int letters)
    {
        letters = place.TakeWhile(char.IsAsciiLetter).Count();
        if (place[..letters].Aggregate(0L, (column, letter) => Math.Min((column * 26) + char.ToUpperInvariant(letter) - 'A' + 1, int.MaxValue)) > SheetBounds.MostColumns)
        {
            throw new UnreadableSheetException(SheetBounds.TooManyColumns);
        }
    }

    private static bool IsBeyond(string number, int most) =>
        !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read) || read > most;
}
