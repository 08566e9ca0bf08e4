using Imizu.Contracts.FieldTallies;
using Imizu.Gateway.Sheets;

namespace Imizu.Gateway.Tallies;

/// <summary>A measure that the sender may report.</summary>
/// <param name="Programme">The programme's name.</param>
/// <param name="Measure">The measure's code, as a tally names it.</param>
/// <param name="Name">What is counted; a tally may name it by this too.</param>
/// <param name="Unit">The unit.</param>
public sealed record SendableMeasure(string Programme, string Measure, string Name, string Unit);

/// <summary>Tells what became of tallies.</summary>
internal static class TallyAnswers
{
    /// <summary>What became of one.</summary>
    public static TallyLine Told(this TallyOutcome outcome, int line, TallySheet? sheet = null)
    {
        switch (outcome)
        {
            case TallyOutcome.Accepted accepted:
                return new(line, StatusCodes.Status201Created, accepted.Replayed ? "取込み済み" : "受付", accepted.Stream, accepted.Version);
            case TallyOutcome.Unchanged unchanged:
                return new(line, StatusCodes.Status200OK, "変更なし", unchanged.Stream, unchanged.Version);
            default:
                var refused = (TallyOutcome.Refused)outcome;
                var place = sheet?.Place(refused.Refusal.Field, line);
                return new(line, refused.Status, "受付不可", Field: refused.Refusal.Field, Heading: place?.Heading, Cell: place?.Cell, Reason: refused.Refusal.Because);
        }
    }

    /// <summary>What became of several.</summary>
    public static TallyLines Told(this IReadOnlyList<TallyLine> lines) => new(
        lines.Count(line => line.Status == StatusCodes.Status201Created), lines.Count(line => line.Status == StatusCodes.Status200OK),
        lines.Count(line => line.Status >= StatusCodes.Status400BadRequest), lines);
}
