using Imizu.Contracts;

namespace Imizu.EventStreams;

/// <summary>Identifies the service to consumers of its events.</summary>
/// <param name="Name">Its name in the stack, such as <c>consultation</c>.</param>
/// <param name="Retracted">Its own event for a retracted entry.</param>
public sealed record ServiceIdentity(string Name, Func<Guid, RetractionReason, EntryRetracted> Retracted)
{
    /// <summary>Its own event for erased texts; null where no event of it has texts.</summary>
    public Func<Guid, long, IReadOnlyList<string>, RedactionReason, TextRedacted>? Redacted { get; init; }

    /// <summary>The kinds of streams whose answers to idempotency keys are kept for good: of a few requests a year, which may be sent again whenever.</summary>
    public IReadOnlyList<string> KeepsAnswersOf { get; init; } = [];

    /// <summary>The CloudEvents source.</summary>
    public string Source => $"urn:imizu:{Name}";
}
