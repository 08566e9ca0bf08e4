namespace Imizu.Projection.Journal;

/// <summary>An event did not come from the service that it names.</summary>
public sealed class ForeignPublisherException(string message) : Exception(message);
