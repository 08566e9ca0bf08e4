namespace Imizu.Projection.Replay;

/// <summary>A range of one source's events in the journal, by their count.</summary>
/// <remarks>
/// By the count, which has no holes, and not by the store's own sequence: two sources are taken in beside one another, and what
/// got its number first may be there last.
/// </remarks>
internal readonly record struct JournalChunk(string Source, long After, long UpTo)
{
    private const long Most = 10_000;

    public static IEnumerable<JournalChunk> Of(string source, long after, long upTo)
    {
        for (; after < upTo; after += Most)
        {
            yield return new JournalChunk(source, after, Math.Min(after + Most, upTo));
        }
    }
}
