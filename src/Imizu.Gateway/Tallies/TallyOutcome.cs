using Imizu.EventStreams;

namespace Imizu.Gateway.Tallies;

/// <summary>What became of a tally.</summary>
internal abstract record TallyOutcome
{
    private TallyOutcome() { }

    /// <summary>The value was recorded; or was before, by an earlier sending of the same name.</summary>
    public sealed record Accepted(string Stream, long Version, bool Replayed) : TallyOutcome;

    /// <summary>The measure already has this value for this period.</summary>
    public sealed record Unchanged(string Stream, long Version) : TallyOutcome;

    /// <summary>Nothing was recorded: the field and what to do, and the HTTP status for it.</summary>
    public sealed record Refused(Refusal Refusal, int Status) : TallyOutcome;
}
