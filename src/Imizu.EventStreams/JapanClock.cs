using Imizu.Contracts.Reading;

namespace Imizu.EventStreams;

/// <summary>The current day in Japan (UTC+9, no daylight saving time).</summary>
public static class JapanClock
{
    public static DateOnly Today(this TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(JapaneseMoment.Offset).DateTime);
}
