using Imizu.Contracts.Streams;

namespace Imizu.EventStreams;

/// <summary>The result of a decider: the events to append, none where nothing changes, or a refusal.</summary>
public readonly record struct Decision<TEvent>(IReadOnlyList<TEvent> Events, Refusal? Refusal)
{
    /// <summary>What the user should look at again, though it is recorded.</summary>
    public Warning? Warning { get; init; }

    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);

    public static implicit operator Decision<TEvent>(TEvent recorded) => new([recorded], null);

    public static implicit operator Decision<TEvent>(Unchanged _) => new([], null);
}

/// <summary>A refusal: the field that is wrong, and what the user can do. Shown to the user.</summary>
public sealed record Refusal(string Field, string Because);

/// <summary>The command asks for what is already recorded, as a retry does.</summary>
public readonly record struct Unchanged;
