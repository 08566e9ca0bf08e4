namespace Imizu.Projection.Journal;

/// <summary>A source's service does not answer, or not with what was asked for.</summary>
public sealed class SourceAwayException(string message, Exception inner) : Exception(message, inner);
