using Imizu.Contracts;
using Imizu.Contracts.Reading;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;

namespace Imizu.Projection.Report;

/// <summary>Reads which year, as of which moment, is asked for.</summary>
internal static class ReportMoment
{
    /// <summary>The problem with what was asked; null where it can be answered.</summary>
    /// <param name="fiscalYear">The year.</param>
    /// <param name="asOf">A moment with its offset, or a day, which means its end in Japan; null for now.</param>
    /// <param name="clock">Says what is the future.</param>
    /// <param name="year">The year.</param>
    /// <param name="moment">The moment; null for now.</param>
    public static IResult? Read(string fiscalYear, string? asOf, TimeProvider clock, out FiscalYear year, out DateTimeOffset? moment)
    {
        moment = null;
        return Year(fiscalYear, out year) ?? (asOf is null ? null : Moment("asOf", asOf, clock, out moment));
    }

    public static IResult? Year(string given, out FiscalYear year, string field = "fiscalYear")
    {
        var isYear = StreamIds.Year.Admits(given);
        year = isYear ? new FiscalYear(int.Parse(given)) : default;
        return isYear ? null : Problems.Invalid(field, StreamIds.Year.Described());
    }

    /// <summary>A moment that is not in the future.</summary>
    public static IResult? Moment(string name, string given, TimeProvider clock, out DateTimeOffset? moment)
    {
        moment = null;
        if (!JapaneseMoment.TryReadOrDay(given, out var parsed, out var because))
        {
            return Problems.Invalid(name, because);
        }
        if (parsed > clock.GetUtcNow())
        {
            return Problems.Invalid(name, $"未来の時点の記録はまだありません。今までの時点にするか、{name} を付けずに送ってください。");
        }
        moment = parsed;
        return null;
    }
}
