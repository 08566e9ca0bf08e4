namespace Imizu.Projection.Journal;

/// <summary>A message was not published by the service that it names as its source.</summary>
public sealed class ForeignPublisherException(string message) : Exception(message);
