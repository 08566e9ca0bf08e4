using Imizu.Contracts;

namespace Imizu.Projection.Facts;

/// <summary>The retraction of an event by its source.</summary>
/// <param name="Source">The number of the retracting source; it can retract its own entries only.</param>
/// <param name="EntryId">The event whose facts end.</param>
/// <param name="At">When that was recorded.</param>
/// <param name="By">The code of who did it.</param>
/// <param name="Reason">Why.</param>
/// <param name="ReplacedBy">The event that counts instead; null where none does.</param>
/// <param name="Place">The position at which that one counts.</param>
public readonly record struct Retraction(short Source, Guid EntryId, DateTimeOffset At, string By, RetractionReason Reason, Guid? ReplacedBy, long? Place)
{
    public static Retraction Of(short source, EntryRetracted retracted, DateTimeOffset at, string by) =>
        new(source, retracted.EntryId, at, by, retracted.Reason, retracted.ReplacedBy, retracted.Place);
}
