namespace Imizu.EventStreams;

/// <summary>What a decider answers: the events to append (none where nothing new happened), or why not.</summary>
public readonly record struct Decision<TEvent>(IReadOnlyList<TEvent> Events, Refusal? Refusal)
{
    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);

    public static implicit operator Decision<TEvent>(TEvent recorded) => new([recorded], null);

    public static implicit operator Decision<TEvent>(Unchanged _) => new([], null);
}

/// <summary>A refusal names the field that is wrong and says what to do; it is shown to the person who typed.</summary>
public sealed record Refusal(string Field, string Because);

/// <summary>The command asks for what is already so: a retry.</summary>
public readonly record struct Unchanged;
