namespace Aspire.Hosting.Sample;

/// <summary>Something that Aspire does not have, under a name of Aspire's.</summary>
public static class Sample
{
    /// <summary>Like the one of Aspire, but for its parameters.</summary>
    public static IList<T> WithHttpEndpoint<T>(this IList<T> builder, int? port = 80)
        where T : IDisposable => port is null ? [] : builder;
}
