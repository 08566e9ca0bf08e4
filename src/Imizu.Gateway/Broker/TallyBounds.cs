using System.ComponentModel.DataAnnotations;

namespace Imizu.Gateway.Broker;

/// <summary>The limits of the queue of tallies (configuration section <c>Tallies</c>). Beyond them the broker refuses what is published, and its sender is told.</summary>
internal sealed record TallyBounds
{
    /// <summary>Maximum number of tallies that wait.</summary>
    [Range(1, long.MaxValue)]
    public long MostWaiting { get; init; } = 100_000;

    /// <summary>Maximum size of the queue, in bytes.</summary>
    [Range(1, long.MaxValue)]
    public long MostBytes { get; init; } = 128 * 1024 * 1024;
}
