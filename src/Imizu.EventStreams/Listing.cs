using Imizu.Contracts.Streams;

namespace Imizu.EventStreams;

/// <summary>What a kind of stream tells lists of a state.</summary>
/// <param name="Status">How it stands: a code of the published language.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Type">What kind of it it is.</param>
/// <param name="Due">What is to be done next.</param>
public sealed record Listing(Enum Status, string? Name = null, Enum? Type = null, DueStep? Due = null);
