namespace Imizu.Gateway.Broker;

/// <summary>The limits of the queue of tallies (configuration section <c>Tallies</c>). Beyond them the broker refuses what is published, and its sender is told.</summary>
internal sealed record TallyBounds
{
    /// <summary>Maximum number of tallies that wait.</summary>
    public long MostWaiting { get; init; } = 100_000;

    /// <summary>Maximum size of the queue, in bytes.</summary>
    public long MostBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>The operator policy for that queue.</summary>
    public OperatorPolicy Policy => new("imizu-tallies", @"^imizu\.field-tallies$", "queues", Priority: 0, new QueueLimits(MostWaiting, MostBytes, Expires: null));

    /// <summary>Reads the section; settings that are absent have their defaults.</summary>
    /// <exception cref="InvalidOperationException">A number is none that the broker takes.</exception>
    public static TallyBounds Of(IConfiguration configuration) => (configuration.GetSection("Tallies").Get<TallyBounds>() ?? new()) is { MostWaiting: > 0, MostBytes: > 0 } bounds
        ? bounds
        : throw new InvalidOperationException("Tallies: MostWaiting and MostBytes have to be above 0.");
}
