namespace Imizu.Operations.Loading;

/// <summary>The progress of loading a history.</summary>
/// <param name="Done">The number of calls with a final outcome.</param>
/// <param name="Total">The total number.</param>
/// <param name="Trouble">The latest failure; null where there is none.</param>
public readonly record struct LoadProgress(int Done, int Total, string? Trouble = null);

/// <summary>The result of loading a history.</summary>
/// <param name="Entries">The permanent ids of all that was recorded, by service.</param>
public sealed record LoadedHistory(IReadOnlyDictionary<string, IReadOnlySet<Guid>> Entries);

/// <summary>A call that was refused permanently.</summary>
public sealed record RefusedCall(Call Call, int Status, string Answer)
{
    public override string ToString() => $"{Call.Service} {Call.Path} ({Call.Key}): {Status} {Answer}";
}
