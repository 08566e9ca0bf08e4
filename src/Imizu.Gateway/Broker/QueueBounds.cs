namespace Imizu.Gateway.Broker;

/// <summary>
/// How much the broker keeps for a follower that reads nothing (configuration <c>Followers</c>): more is dropped, the oldest first, and a queue
/// that nobody has used for that long goes. Nothing is lost by it but time: the feed has everything. And how much any account may have open.
/// </summary>
internal sealed record QueueBounds
{
    /// <summary>Events in a queue.</summary>
    public long MostEvents { get; init; } = 100_000;

    /// <summary>Bytes in a queue.</summary>
    public long MostBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>How long a queue is kept without a consumer.</summary>
    public TimeSpan UnusedFor { get; init; } = TimeSpan.FromDays(28);

    /// <summary>Queues of a follower.</summary>
    public int MostQueues { get; init; } = 50;

    /// <summary>Connections that an account has at once.</summary>
    public long MostConnections { get; init; } = 50;

    /// <summary>Channels that an account has at once, of all its connections.</summary>
    public long MostChannels { get; init; } = 500;

    /// <summary>What the broker itself holds each account to.</summary>
    public IReadOnlyList<(string Name, long Value)> UserLimits => [("max-connections", MostConnections), ("max-channels", MostChannels)];

    /// <summary>An operator's policy for every queue of the virtual host that is not Imizu's own.</summary>
    public OperatorPolicy Policy => new(
        "imizu-followers", @"^(?!imizu\.)", "queues", Priority: 0, new QueueLimits(MostEvents, MostBytes, (long)UnusedFor.TotalMilliseconds));

    /// <summary>Reads them; what is left out has the default.</summary>
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
