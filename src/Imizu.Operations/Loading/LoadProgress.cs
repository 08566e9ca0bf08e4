namespace Imizu.Operations.Loading;

/// <summary>How far a history is loaded.</summary>
/// <param name="Done">How many calls have been answered for good.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Trouble">What holds it up just now; null where nothing does.</param>
public readonly record struct LoadProgress(int Done, int Total, string? Trouble = null);

/// <summary>What is there once a history is loaded.</summary>
/// <param name="Entries">The permanent ids of all that was recorded, by service.</param>
public sealed record LoadedHistory(IReadOnlyDictionary<string, IReadOnlySet<Guid>> Entries);

/// <summary>A call that a service refused for good, with what it said.</summary>
public sealed record RefusedCall(Call Call, int Status, string Answer)
{
    public override string ToString() => $"{Call.Service} {Call.Path} ({Call.Key}): {Status} {Answer}";
}

/// <summary>A history could not be loaded.</summary>
/// <param name="message">What stood in the way.</param>
public sealed class LoadException(string message) : Exception(message);
