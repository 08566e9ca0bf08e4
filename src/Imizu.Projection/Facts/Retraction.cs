namespace Imizu.Projection.Facts;

/// <summary>An entry counts no longer, as its own source has said.</summary>
/// <param name="Source">The number of the source that said so; of others' entries it can take none back.</param>
/// <param name="EntryId">The event whose facts end.</param>
/// <param name="At">When that was recorded.</param>
public readonly record struct Retraction(short Source, Guid EntryId, DateTimeOffset At);
