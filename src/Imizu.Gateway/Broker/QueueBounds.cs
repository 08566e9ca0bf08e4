using System.ComponentModel.DataAnnotations;

namespace Imizu.Gateway.Broker;

/// <summary>
/// The limits of followers' queues and accounts (configuration section <c>Followers</c>). Beyond them the oldest messages are dropped and unused
/// queues expire; the feed still has every event.
/// </summary>
internal sealed record QueueBounds
{
    /// <summary>Maximum number of messages in a queue.</summary>
    [Range(1, long.MaxValue)]
    public long MostEvents { get; init; } = 100_000;

    /// <summary>Maximum size of a queue, in bytes.</summary>
    [Range(1, long.MaxValue)]
    public long MostBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>How long a queue without a consumer is kept; the broker counts milliseconds in 32 bits.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "49.00:00:00")]
    public TimeSpan UnusedFor { get; init; } = TimeSpan.FromDays(28);

    /// <summary>Maximum number of queues of a follower.</summary>
    [Range(1, int.MaxValue)]
    public int MostQueues { get; init; } = 50;

    /// <summary>Maximum number of concurrent connections of an account.</summary>
    [Range(1, long.MaxValue)]
    public long MostConnections { get; init; } = 50;

    /// <summary>Maximum number of concurrent channels of an account, over all its connections.</summary>
    [Range(1, long.MaxValue)]
    public long MostChannels { get; init; } = 500;
}
