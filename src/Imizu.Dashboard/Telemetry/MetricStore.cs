namespace Imizu.Dashboard.Telemetry;

/// <summary>The latest points of every instrument, as many of each series as fit; past a number of series new ones are passed over.</summary>
internal sealed class MetricStore(int maximumSeries, int pointsPerSeries)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<InstrumentKey, Kept> _instruments = new(Comparer<InstrumentKey>.Create((a, b) =>
        (a.Resource, a.Name, a.Meter).CompareTo((b.Resource, b.Name, b.Meter))));
    private int _series;

    public void Add(IEnumerable<Measurement> measurements)
    {
        lock (_gate)
        {
            foreach (var (instrument, label, point) in measurements.Select(one => (one.Instrument, one.Label, one.Point)))
            {
                if (SeriesOf(instrument, label) is { } series)
                {
                    series.Enqueue(_instruments[instrument.Key].WithSharedBounds(point));
                    if (series.Count > pointsPerSeries)
                    {
                        series.Dequeue();
                    }
                }
            }
        }
    }

    /// <summary>All instruments, by resource and name.</summary>
    public IReadOnlyList<Instrument> Instruments()
    {
        lock (_gate)
        {
            return [.. _instruments.Values.Select(kept => kept.Instrument)];
        }
    }

    /// <summary>The lines of one instrument since a moment.</summary>
    public IReadOnlyList<MetricSeries> Series(InstrumentKey key, DateTimeOffset since)
    {
        lock (_gate)
        {
            return _instruments.TryGetValue(key, out var kept)
                ?
                [
                    .. kept.Series
                        .Select(one => new MetricSeries(one.Key, [.. one.Value.Where(point => point.Time >= since)]))
                        .Where(one => one.Points.Count > 0),
                ]
                : [];
        }
    }

    private Queue<MetricPoint>? SeriesOf(Instrument instrument, string label)
    {
        if (!_instruments.TryGetValue(instrument.Key, out var kept))
        {
            if (_series >= maximumSeries)
            {
                return null;
            }

            _instruments[instrument.Key] = kept = new(instrument);
        }

        if (!kept.Series.TryGetValue(label, out var series) && _series < maximumSeries)
        {
            kept.Series[label] = series = new();
            _series++;
        }

        return series;
    }

    private sealed record Kept(Instrument Instrument)
    {
        private IReadOnlyList<double> _bounds = [];

        public Dictionary<string, Queue<MetricPoint>> Series { get; } = [];

        /// <summary>A histogram sends the same bounds with every point: they are kept once.</summary>
        public MetricPoint WithSharedBounds(MetricPoint point)
        {
            if (_bounds.SequenceEqual(point.Bounds))
            {
                return point with { Bounds = _bounds };
            }

            _bounds = point.Bounds;
            return point;
        }
    }
}
