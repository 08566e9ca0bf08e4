using System.Text.Json.Serialization;

namespace Imizu.Contracts;

/// <summary>
/// What proves that two have the same events of a source: who has the same totals up to a position has the same events up to it,
/// all of them, unchanged and in order. Defined for other languages in <c>docs/control-totals.md</c>.
/// </summary>
/// <param name="Source">Whose events they are, such as <c>urn:imizu:consultation</c>.</param>
/// <param name="Position">All events at or below it are counted, and none beyond.</param>
/// <param name="Count">How many events are counted.</param>
/// <param name="Hash">The rolling SHA-256 over all of them: 64 lower-case hexadecimal digits.</param>
/// <param name="FiscalYears">The same for each year of occurrence, in the order of years; what is of no year comes last.</param>
public sealed record ControlTotals(string Source, long Position, long Count, string Hash, IReadOnlyList<FiscalYearTotal> FiscalYears)
{
    private const int NoYear = int.MaxValue;

    /// <summary>
    /// The counted events of which texts were erased by redactions beyond <see cref="Position"/>; absent where there are none. The totals are those without the texts: who has not
    /// yet taken in these redactions compares what it has without them too.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ErasedTexts>? ErasedSince { get; init; }

    /// <summary>The totals of no events.</summary>
    public static ControlTotals None(string source) => new(source, Position: 0, Count: 0, RollingHash.Zero, []);

    /// <summary>Whether the same events are counted: as many, up to the same position, with the same hash.</summary>
    public bool IsSameAs(ControlTotals other) => (Position, Count, Hash) == (other.Position, other.Count, other.Hash);

    /// <summary>The totals with the source's next events, whatever the size of the batches that they come in.</summary>
    /// <param name="next">What follows <see cref="Position"/>, in the order of positions.</param>
    public ControlTotals With(IEnumerable<EventEnvelope> next)
    {
        var position = Position;
        var all = new RollingHash(Count, Hash);
        var years = new SortedDictionary<int, RollingHash>();
        foreach (var year in FiscalYears)
        {
            years.Add(year.FiscalYear ?? NoYear, new RollingHash(year.Count, year.Hash));
        }
        foreach (var envelope in next)
        {
            var canonical = CanonicalEvent.BytesOf(envelope);
            var year = CanonicalEvent.YearOf(envelope)?.Year ?? NoYear;
            if (!years.TryGetValue(year, out var ofYear))
            {
                years.Add(year, ofYear = new RollingHash(0, RollingHash.Zero));
            }
            all.Add(canonical);
            ofYear.Add(canonical);
            position = envelope.Position;
        }
        return new ControlTotals(Source, position, all.Count, all.Hash,
            [.. years.Select(year => new FiscalYearTotal(year.Key == NoYear ? null : year.Key, year.Value.Count, year.Value.Hash))]);
    }
}

/// <summary>The control total of one fiscal year.</summary>
/// <param name="FiscalYear">The year it begins in; null for events without a date of occurrence, such as retractions.</param>
/// <param name="Count">How many events occurred in it.</param>
/// <param name="Hash">The rolling SHA-256 over these events alone, in the order of their positions.</param>
public sealed record FiscalYearTotal(int? FiscalYear, long Count, string Hash);

/// <summary>The texts of one event that were erased.</summary>
/// <param name="Position">The position of that event.</param>
/// <param name="Members">The members of its data that are erased.</param>
public sealed record ErasedTexts([property: JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)] long Position, IReadOnlyList<string> Members);
