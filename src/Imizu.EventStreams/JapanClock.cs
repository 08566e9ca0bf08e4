namespace Imizu.EventStreams;

/// <summary>The day in Japan, which has one time zone and no summer time.</summary>
public static class JapanClock
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(9);

    public static DateOnly Today(this TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(Offset).DateTime);
}
