namespace Imizu.Dashboard.Telemetry;

/// <summary>A trace's id, as somebody types it.</summary>
internal static class TraceId
{
    private const int Length = 32;

    /// <summary>The id alone. The services' answers have the whole <c>traceparent</c>: 00-id-span-flags.</summary>
    public static string Of(string typed) =>
        (typed.Split('-') is [_, { Length: Length } id, _, _] ? id : typed).ToLowerInvariant();
}
