using System.Text;
using Imizu.Contracts;

namespace Imizu.Samples.Tests;

/// <summary>Control totals as the samples print them.</summary>
internal static class TotalsText
{
    public static string Of(IEnumerable<ControlTotals> totals)
    {
        var text = new StringBuilder();
        foreach (var source in totals)
        {
            text.Append($"{source.Source}: {source.Count} events up to position {source.Position}, {source.Hash}\n");
            foreach (var year in source.FiscalYears)
            {
                text.Append($"  {(year.FiscalYear is { } named ? $"fiscal {named}" : "no year")}: {year.Count}, {year.Hash}\n");
            }
        }
        return text.ToString();
    }
}
