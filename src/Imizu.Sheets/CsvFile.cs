using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Imizu.Sheets;

/// <summary>CSV that Excel opens: with a byte order mark, and with no text that it would take for a formula.</summary>
public static class CsvFile
{
    private static readonly CsvConfiguration ForExcel = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };

    /// <summary>The file.</summary>
    /// <param name="headings">Its first line.</param>
    /// <param name="lines">The others.</param>
    public static byte[] Of(IEnumerable<string> headings, IEnumerable<IEnumerable<object?>> lines)
    {
        using var text = new StringWriter();
        using (var csv = new CsvWriter(text, ForExcel))
        {
            foreach (var line in lines.Prepend(headings))
            {
                foreach (var field in line)
                {
                    csv.WriteField(field);
                }
                csv.NextRecord();
            }
        }
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }
}
