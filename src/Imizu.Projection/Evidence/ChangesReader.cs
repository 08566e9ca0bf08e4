using Imizu.Contracts;
using Imizu.Contracts.Reading;
using Imizu.Contracts.Reports;
using Imizu.Projection.Figures;
using Imizu.Projection.Report;

namespace Imizu.Projection.Evidence;

/// <summary>Compares a year's figures at two moments, and names the events that moved them.</summary>
public sealed class ChangesReader(YearFiguresReader figures, EvidenceReader evidence)
{
    /// <param name="year">The year.</param>
    /// <param name="from">The earlier moment.</param>
    /// <param name="to">The later moment.</param>
    /// <param name="limit">The most events to name for each figure.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ReportChanges> Read(FiscalYear year, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken)
    {
        var (was, now) = (await figures.Read(year, from, cancellationToken), await figures.Read(year, to, cancellationToken));
        var moved = was.Cells.Keys.Union(now.Cells.Keys).Where(key => was.Value(key) != now.Value(key)).Order(StringComparer.Ordinal).ToList();
        if (moved.Count == 0)
        {
            return new ReportChanges(year.Year, from, to, []);
        }
        var (before, after) = (await evidence.ReadAll(year, from, cancellationToken), await evidence.ReadAll(year, to, cancellationToken));
        var yearsEnd = new DateTimeOffset(year.EndsOn.AddDays(1), TimeOnly.MinValue, JapaneseMoment.Offset);
        var changes = new List<CellChange>();
        foreach (var key in moved)
        {
            if (FigureCatalog.Cell(key) is var (figure, row))
            {
                // The events that are counted at one of the moments; the other moment says why not then.
                List<MovingEvent> events = [];
                var missed = new Dictionary<DateTimeOffset, ILookup<Guid, NearMissReason>>();
                var moving = Beyond(after[key], before[key]).Select(of => (of, true)).Concat(Beyond(before[key], after[key]).Select(of => (of, false))).ToList();
                foreach (var (of, isCounted) in moving.Take(limit))
                {
                    var isRetracted = !isCounted && of.Retraction is { } retraction && retraction.At <= to;
                    var reason = isRetracted ? (of.Retraction!.ReplacedBy is null ? NearMissReason.Retracted : NearMissReason.Corrected)
                        : isCounted && of.Event.Recorded > from ? NearMissReason.RecordedLater
                        : (await Missed(isCounted ? from : to))[of.Event.Id].Append(NearMissReason.Superseded).First();
                    events.Add(new MovingEvent(of.Event, isCounted, of.Event.Recorded >= yearsEnd, reason, reason.Word(), isRetracted ? of.Retraction : null));
                }
                var (words, unit) = YearFigures.Described(figure, row, now, was);
                changes.Add(new CellChange(key, words, unit, was.Value(key), now.Value(key), events) { Total = moving.Count > limit ? moving.Count : null });

                // Read only where neither a recording nor a retraction lies between.
                async Task<ILookup<Guid, NearMissReason>> Missed(DateTimeOffset moment) => missed.TryGetValue(moment, out var known) ? known
                    : missed[moment] = (await evidence.Read(figure, row, year, moment, offset: 0, limit: int.MaxValue, cancellationToken)).Missed.Items.ToLookup(miss => miss.Event.Id, miss => miss.Reason);
            }
        }
        return new ReportChanges(year.Year, from, to, changes);
    }

    private static IEnumerable<(CountedEvent Event, EntryRetraction? Retraction)> Beyond(
        IEnumerable<(CountedEvent Event, EntryRetraction? Retraction)> here, IEnumerable<(CountedEvent Event, EntryRetraction? Retraction)> there)
    {
        var known = there.Select(of => of.Event.Id).ToHashSet();
        return here.Where(of => !known.Contains(of.Event.Id));
    }
}
