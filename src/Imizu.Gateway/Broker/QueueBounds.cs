namespace Imizu.Gateway.Broker;

/// <summary>
/// The limits of followers' queues and accounts (configuration section <c>Followers</c>). Beyond them the oldest messages are dropped and unused
/// queues expire; the feed still has every event.
/// </summary>
internal sealed record QueueBounds
{
    /// <summary>Maximum number of messages in a queue.</summary>
    public long MostEvents { get; init; } = 100_000;

    /// <summary>Maximum size of a queue, in bytes.</summary>
    public long MostBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>How long a queue without a consumer is kept.</summary>
    public TimeSpan UnusedFor { get; init; } = TimeSpan.FromDays(28);

    /// <summary>Maximum number of queues of a follower.</summary>
    public int MostQueues { get; init; } = 50;

    /// <summary>Maximum number of concurrent connections of an account.</summary>
    public long MostConnections { get; init; } = 50;

    /// <summary>Maximum number of concurrent channels of an account, over all its connections.</summary>
    public long MostChannels { get; init; } = 500;

    /// <summary>The user limits that RabbitMQ enforces for each account.</summary>
    public IReadOnlyList<(string Name, long Value)> UserLimits => [("max-connections", MostConnections), ("max-channels", MostChannels)];

    /// <summary>The operator policy for all queues of the virtual host except Imizu's own.</summary>
    public OperatorPolicy Policy => new(
        "imizu-followers", @"^(?!imizu\.)", "queues", Priority: 0, new QueueLimits(MostEvents, MostBytes, (long)UnusedFor.TotalMilliseconds));

    /// <summary>Reads the section; settings that are absent have their defaults.</summary>
    /// <exception cref="InvalidOperationException">A number is none that the broker takes.</exception>
    public static QueueBounds Of(IConfiguration configuration)
    {
        var bounds = configuration.GetSection("Followers").Get<QueueBounds>() ?? new();
        // The broker counts milliseconds in 32 bits.
        return bounds is { MostEvents: > 0, MostBytes: > 0, MostQueues: > 0, MostConnections: > 0, MostChannels: > 0 } && bounds.UnusedFor.TotalMilliseconds is >= 1 and <= uint.MaxValue
            ? bounds
            : throw new InvalidOperationException("Followers: MostEvents, MostBytes, MostQueues, MostConnections and MostChannels have to be above 0, and UnusedFor above 0 and at most 49 days.");
    }
}
