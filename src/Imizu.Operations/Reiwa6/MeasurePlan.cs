using Imizu.Operations.Loading;
using Imizu.Contracts.FieldTallies;

namespace Imizu.Operations.Reiwa6;

/// <summary>
/// What the field programmes send in: flows month by month, so that they add up; stocks and ratios quarter by quarter, rising, so that
/// the last is the printed one.
/// </summary>
internal static class MeasurePlan
{
    private static readonly MeasureTable[] Tables = Enum.GetValues<MeasureTable>();

    public static IEnumerable<Call> Calls(Figures figures, WorkingDays days) =>
        figures.Sections.Collaboration.Tables.Zip(Tables).SelectMany(table =>
            table.First.SelectMany((row, n) => Calls(row, table.Second, n + 1, days.First, figures.FiscalYear.StartsOn)));

    private static IEnumerable<Call> Calls(PrintedProgramme row, MeasureTable table, int order, DateOnly registeredOn, DateOnly yearStartsOn)
    {
        var (code, kind) = MeasureCodes.Of(row);
        var registration = new { On = registeredOn, row.Programme, row.Measure, row.Unit, Kind = kind, Table = table, Order = order };
        yield return Call.Of(registeredOn, Services.CommunityBuilding, $"measures/{code}", "registration", registration);

        var periods = kind == MeasureKind.Flow ? 12 : 4;
        for (var period = 0; period < periods; period++)
        {
            var from = yearStartsOn.AddMonths(period * 12 / periods);
            var to = yearStartsOn.AddMonths((period + 1) * 12 / periods).AddDays(-1);
            var tally = new { From = from, To = to, Value = Value(kind, row.Result, period, periods) };
            yield return Call.Of(to, Services.CommunityBuilding, $"measures/{code}", "tallies", tally);
        }
    }

    private static decimal Value(MeasureKind kind, decimal printed, int period, int periods)
    {
        var periodsToGo = periods - 1 - period;
        return kind switch
        {
            MeasureKind.Flow => Math.Floor(printed * (period + 1) / periods) - Math.Floor(printed * period / periods),
            MeasureKind.Stock => Math.Max(0, printed - periodsToGo),
            _ => Math.Max(0, printed - (periodsToGo * 0.1m)),
        };
    }
}
