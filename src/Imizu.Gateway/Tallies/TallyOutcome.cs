using Imizu.EventStreams;

namespace Imizu.Gateway.Tallies;

/// <summary>What became of a tally.</summary>
public abstract record TallyOutcome
{
    private TallyOutcome() { }

    /// <summary>It is recorded.</summary>
    /// <param name="Stream">The measure's stream.</param>
    /// <param name="Version">The stream's version after it.</param>
    /// <param name="Replayed">Whether it was recorded by an earlier sending of the same name.</param>
    public sealed record Accepted(string Stream, long Version, bool Replayed) : TallyOutcome;

    /// <summary>The measure has this value for this period already.</summary>
    public sealed record Unchanged(string Stream, long Version) : TallyOutcome;

    /// <summary>It is refused, and changed nothing.</summary>
    /// <param name="Refusal">The field, and what to do.</param>
    /// <param name="Status">As HTTP says it.</param>
    public sealed record Refused(Refusal Refusal, int Status) : TallyOutcome;
}

/// <summary>A service that has measures does not answer now: neither accepted nor refused; the same has to be sent again.</summary>
public sealed class ServiceAwayException(string service, Exception? inner = null)
    : Exception($"{service} does not answer.", inner)
{
    /// <summary>Which one.</summary>
    public string Service => service;

    /// <summary>What it answered instead of deciding, as HTTP says it; null where it is away, or says so.</summary>
    public int? Answered { get; init; }
}
