using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Projection.FiscalYears;

namespace Imizu.Projection.Report;

/// <summary>The rows that the report's tables are made of.</summary>
internal static class ReportRows
{
    /// <summary>An indicator beside its target: 〇 where the result reaches it, △ where it does not, － where none is set.</summary>
    public static IndicatorRow Row(FiscalYearPlan plan, Indicator indicator, int result)
    {
        int? target = plan.Targets.TryGetValue(indicator, out var set) ? set : null;
        var evaluation = target is null ? "－" : result >= target ? "〇" : "△";
        return new IndicatorRow(indicator.Word(), result, target, indicator.Unit(), evaluation);
    }

    /// <summary>A row for each code, zero rows too, in the order of the codes, which is that of the printed report; and their total.</summary>
    public static CountTable Table<TCode>(Func<TCode, int> count)
        where TCode : struct, Enum
    {
        CountRow[] rows = [.. Enum.GetValues<TCode>().Select(code => new CountRow(code.Word(), count(code)))];
        return new CountTable(rows, rows.Sum(row => row.Count));
    }
}
