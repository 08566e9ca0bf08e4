namespace Imizu.Dashboard.Telemetry;

/// <summary>What kind of figure an instrument gives.</summary>
internal enum InstrumentKind
{
    /// <summary>A figure as it is now.</summary>
    Gauge,

    /// <summary>A count that only grows; shown is how fast.</summary>
    Counter,

    /// <summary>A sum that may fall too.</summary>
    UpDown,

    /// <summary>How many figures fell into which bucket.</summary>
    Histogram,
}

/// <summary>One instrument of one resource.</summary>
internal readonly record struct InstrumentKey(string Resource, string Meter, string Name);

/// <summary>What an instrument says of itself.</summary>
internal sealed record Instrument(InstrumentKey Key, InstrumentKind Kind, string Unit, string Description);

/// <summary>One measurement: a figure; or for a histogram the count, the sum and the buckets.</summary>
internal sealed record MetricPoint(DateTimeOffset Time, double Value)
{
    public IReadOnlyList<ulong> Counts { get; init; } = [];

    public IReadOnlyList<double> Bounds { get; init; } = [];
}

/// <summary>One line: an instrument under one set of attributes, its points in the order in which they came.</summary>
internal sealed record MetricSeries(string Label, IReadOnlyList<MetricPoint> Points);

/// <summary>What comes in for a series.</summary>
internal readonly record struct Measurement(Instrument Instrument, string Label, MetricPoint Point);
