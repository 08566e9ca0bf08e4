using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.Doors;

/// <summary>A measure that a sender may send tallies of.</summary>
/// <param name="Programme">The programme's name.</param>
/// <param name="Measure">The measure's code, as a tally names it.</param>
/// <param name="Name">What is counted.</param>
/// <param name="Unit">The unit.</param>
public sealed record SendableMeasure(string Programme, string Measure, string Name, string Unit);

/// <summary>What became of one tally.</summary>
/// <param name="Line">Which one, from 1.</param>
/// <param name="Status">201 recorded, 200 known already, 4xx refused.</param>
/// <param name="Version">The measure's version after it.</param>
/// <param name="Field">What is wrong.</param>
/// <param name="Reason">Why, and what to do.</param>
public sealed record TallyLine(int Line, int Status, string? Stream = null, long? Version = null, string? Field = null, string? Reason = null)
{
    internal static TallyLine Of(int line, TallyOutcome outcome) => outcome switch
    {
        TallyOutcome.Accepted accepted => new(line, StatusCodes.Status201Created, accepted.Stream, accepted.Version),
        TallyOutcome.Unchanged unchanged => new(line, StatusCodes.Status200OK, unchanged.Stream, unchanged.Version),
        TallyOutcome.Refused refused => new(line, refused.Status, Field: refused.Refusal.Field, Reason: refused.Refusal.Because),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.GetType().Name, "No such outcome."),
    };
}

/// <summary>What became of many; those that are refused keep none of the others out.</summary>
public sealed record TallyLines(int Accepted, int Unchanged, int Refused, IReadOnlyList<TallyLine> Lines);
