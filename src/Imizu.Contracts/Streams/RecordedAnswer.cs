namespace Imizu.Contracts.Streams;

/// <summary>What a service answers to a command that was executed.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">The stream's version after it.</param>
/// <param name="Entries">What was recorded; empty where nothing was new. Where it was only asked whether it would be refused, what would be, with ids of zeros.</param>
public sealed record RecordedAnswer(string Stream, long Version, IReadOnlyList<RecordedEntry> Entries)
{
    /// <summary>What to look at again, though it is recorded; empty where nothing is in doubt.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];
}

/// <summary>A recorded event.</summary>
/// <param name="Id">Its permanent id.</param>
/// <param name="Type">Its type's permanent name.</param>
public sealed record RecordedEntry(Guid Id, string Type);

/// <summary>What is recorded, and may be wrong all the same.</summary>
/// <param name="Field">The field that is in doubt.</param>
/// <param name="Because">Why, in Japanese.</param>
public sealed record Warning(string Field, string Because);
