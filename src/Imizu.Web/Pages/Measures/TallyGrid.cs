using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Streams;

namespace Imizu.Web.Pages.Measures;

/// <summary>What a programme has counted in a year: its measures beside one another, their periods below one another.</summary>
internal sealed class TallyGrid
{
    private static readonly string Tallied = EventCatalog.NameOf(typeof(FieldMeasureEvent.Tallied));

    private readonly IReadOnlyDictionary<TallyPlace, decimal> _standing;

    private TallyGrid(IReadOnlyList<RegisteredMeasure> measures, IReadOnlyList<TallyPeriod> periods, IReadOnlyDictionary<TallyPlace, decimal> standing) =>
        (Measures, Periods, _standing) = (measures, periods, standing);

    /// <summary>The measures.</summary>
    public IReadOnlyList<RegisteredMeasure> Measures { get; }

    /// <summary>The months, the whole year, and what else there are numbers of, in the order of days.</summary>
    public IReadOnlyList<TallyPeriod> Periods { get; }

    /// <summary>All its places.</summary>
    public IEnumerable<TallyPlace> Places => from period in Periods from measure in Measures select new TallyPlace(measure.Code, period);

    /// <summary>The number that stands, as it is typed; empty where there is none.</summary>
    public string this[TallyPlace place] => _standing.TryGetValue(place, out var value) ? Japan.Number(value) : "";

    /// <summary>That of a year.</summary>
    /// <param name="year">The year.</param>
    /// <param name="histories">The measures with what was recorded of each.</param>
    public static TallyGrid Of(FiscalYear year, IReadOnlyList<(RegisteredMeasure Measure, HistoryAnswer History)> histories)
    {
        var standing = new Dictionary<TallyPlace, decimal>();
        foreach (var (measure, history) in histories)
        {
            foreach (var tallied in history.Entries.Where(entry => entry.Type == Tallied && !entry.Retracted).OrderBy(entry => entry.Place).Select(entry => entry.Data.Deserialize<FieldMeasureEvent.Tallied>(ContractJson.Options)!))
            {
                if (FiscalYear.Of(tallied.From) == year)
                {
                    standing[new(measure.Code, new(tallied.From, tallied.To))] = tallied.Value;
                }
            }
        }

        var periods = Enumerable.Range(0, 12).Select(month => TallyPeriod.OfMonth(year.StartsOn.AddMonths(month))).Append(new(year.StartsOn, year.EndsOn)).Concat(standing.Keys.Select(place => place.Period));
        return new([.. histories.Select(of => of.Measure)], [.. periods.Distinct().OrderBy(period => period.To).ThenByDescending(period => period.From)], standing);
    }
}

/// <summary>A period that is counted.</summary>
internal readonly record struct TallyPeriod(DateOnly From, DateOnly To)
{
    /// <summary>What people call it.</summary>
    public string Word => this == OfMonth(From) ? $"{From.Month}月" : FiscalYear.Of(From) is var year && (From, To) == (year.StartsOn, year.EndsOn) ? "年度全体" : $"{Japan.Day(From)}から{Japan.Day(To)}まで";

    /// <summary>The month that begins on a day.</summary>
    public static TallyPeriod OfMonth(DateOnly first) => new(first, first.AddMonths(1).AddDays(-1));
}

/// <summary>A number's place in the grid.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Period">The period.</param>
internal readonly record struct TallyPlace(string Measure, TallyPeriod Period)
{
    /// <summary>Its field.</summary>
    public string Field => $"{Measure}.{Period.From:yyyyMMdd}-{Period.To:yyyyMMdd}";

    /// <summary>The field that has what stood there when the form was shown.</summary>
    public string Before => $"before.{Field}";
}
