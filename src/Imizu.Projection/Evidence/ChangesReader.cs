using Imizu.Contracts;
using Imizu.Contracts.Reading;
using Imizu.Contracts.Reports;
using Imizu.Projection.Figures;
using Imizu.Projection.Report;

namespace Imizu.Projection.Evidence;

/// <summary>Compares a year's figures at two moments, and names the events that moved them.</summary>
public sealed class ChangesReader(YearFiguresReader figures, EvidenceReader evidence)
{
    public async Task<ReportChanges> Read(FiscalYear year, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (was, now) = (await figures.Read(year, from, cancellationToken), await figures.Read(year, to, cancellationToken));
        var changes = new List<CellChange>();
        foreach (var key in was.Cells.Keys.Union(now.Cells.Keys).Where(key => was.Value(key) != now.Value(key)).Order(StringComparer.Ordinal))
        {
            if (FigureCatalog.Cell(key) is var (figure, row))
            {
                changes.Add(new CellChange(key, figure.WordsOf(row), figure.Unit, was.Value(key), now.Value(key), await Events(key, year, from, to, cancellationToken)));
            }
        }
        return new ReportChanges(year.Year, from, to, changes);
    }

    /// <summary>The events that moved a figure between two moments; none for one that is derived from others.</summary>
    public async Task<IReadOnlyList<MovingEvent>> Events(string key, FiscalYear year, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        FigureCatalog.Cell(key) is ({ Rule: Counting } figure, var row) ? await Moving(figure, row, year, from, to, cancellationToken) : [];

    /// <summary>The events that are counted at one of the moments; the other moment says why not then.</summary>
    private async Task<IReadOnlyList<MovingEvent>> Moving(Figure figure, string? row, FiscalYear year, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var was = await evidence.Read(figure, row, year, from, offset: 0, limit: int.MaxValue, cancellationToken);
        var now = await evidence.Read(figure, row, year, to, offset: 0, limit: int.MaxValue, cancellationToken);
        var yearsEnd = new DateTimeOffset(year.EndsOn.AddDays(1), TimeOnly.MinValue, JapaneseMoment.Offset);

        IEnumerable<MovingEvent> Moved(CellEvents here, CellEvents there, bool isNow)
        {
            var (known, reasons) = (there.Counted.Items.Select(of => of.Event.Id).ToHashSet(), there.Missed.Items.ToLookup(miss => miss.Event.Id, miss => miss.Reason));
            foreach (var (moving, retraction) in here.Counted.Items.Where(of => !known.Contains(of.Event.Id)))
            {
                var isRetracted = !isNow && retraction is not null && !(retraction.At > to);
                var reason = isRetracted ? NearMissReason.Retracted
                    : isNow && moving.Recorded > from ? NearMissReason.RecordedLater
                    : reasons[moving.Id].Append(NearMissReason.Superseded).First();
                yield return new MovingEvent(moving, isNow, moving.Recorded >= yearsEnd, reason, reason.Word(), isRetracted ? retraction : null);
            }
        }

        return [.. Moved(now, was, isNow: true), .. Moved(was, now, isNow: false)];
    }
}
