using Imizu.Contracts;

namespace Imizu.EventStreams;

/// <summary>Which service this is, to those who follow its events.</summary>
/// <param name="Name">Its name in the stack, such as <c>consultation</c>.</param>
/// <param name="Retracted">Its own event for a retracted entry.</param>
public sealed record ServiceIdentity(string Name, Func<Guid, RetractionReason, EntryRetracted> Retracted)
{
    /// <summary>The CloudEvents source.</summary>
    public string Source => $"urn:imizu:{Name}";
}
