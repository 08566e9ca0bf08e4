namespace Imizu.EventStreams.Storage;

/// <summary>The metadata of a recording request.</summary>
/// <param name="Actor">An opaque staff or system code.</param>
/// <param name="Path">What it was sent to: a key stands for one command to one of them.</param>
/// <param name="IdempotencyKey">The caller's name for this attempt, if it gave one.</param>
/// <param name="ExpectedVersion">The version that the caller saw, if it minds.</param>
/// <param name="Correlation">What this is part of.</param>
/// <param name="Causation">What led to it, such as the id of the event that a system reacts to.</param>
/// <param name="Traceparent">The W3C trace that asks, if there is one.</param>
/// <param name="IsConfirmed">Whether somebody has looked at texts that look personal, and wants them recorded.</param>
/// <param name="IsDryRun">Whether it is decided only, and nothing is recorded.</param>
public sealed record RecordingRequest(
    string Actor, string Path, string? IdempotencyKey = null, long? ExpectedVersion = null, string? Correlation = null, string? Causation = null, string? Traceparent = null,
    bool IsConfirmed = false, bool IsDryRun = false);
