using System.Globalization;
using CsvHelper;
using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.Doors;

/// <summary>What is laid beside a file that was taken: what became of each row.</summary>
internal static class InboxResult
{
    public static string Of(IReadOnlyList<SheetRow> rows, IReadOnlyList<TallyOutcome> outcomes)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, CultureInfo.InvariantCulture))
        {
            Write(csv, "行", "結果", "項目", "理由");
            for (var place = 0; place < rows.Count; place++)
            {
                var number = rows[place].Number.ToString(CultureInfo.InvariantCulture);
                switch (outcomes[place])
                {
                    case TallyOutcome.Refused refused:
                        Write(csv, number, "受付不可", refused.Refusal.Field, refused.Refusal.Because);
                        break;
                    case TallyOutcome.Unchanged:
                        Write(csv, number, "変更なし", "", "");
                        break;
                    case TallyOutcome.Accepted { Replayed: true }:
                        // The same file before, or this one before the gateway was cut off: it may have been replaced since.
                        Write(csv, number, "取込み済み", "", "");
                        break;
                    default:
                        Write(csv, number, "受付", "", "");
                        break;
                }
            }
        }
        return text.ToString();
    }

    private static void Write(CsvWriter csv, params string[] cells)
    {
        foreach (var cell in cells)
        {
            // A sheet must not take what somebody else wrote for a formula.
            csv.WriteField(cell is ['=' or '+' or '-' or '@', ..] ? $"'{cell}" : cell);
        }
        csv.NextRecord();
    }
}
