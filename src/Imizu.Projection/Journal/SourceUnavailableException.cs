namespace Imizu.Projection.Journal;

/// <summary>A source's service is unavailable or its response is invalid.</summary>
public sealed class SourceUnavailableException(string message, Exception inner) : Exception(message, inner);
