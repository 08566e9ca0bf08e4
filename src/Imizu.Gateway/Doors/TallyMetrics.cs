using System.Diagnostics.Metrics;
using Imizu.EventStreams.Telemetry;
using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.Doors;

/// <summary>How many tallies are taken in and how many are refused, by door.</summary>
internal sealed class TallyMetrics
{
    private readonly Counter<long> _accepted, _refused;

    public TallyMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Tracing.Name);
        _accepted = meter.CreateCounter<long>("imizu.tallies.accepted", "{tally}", "Tallies taken in, those that changed nothing among them, by door.");
        _refused = meter.CreateCounter<long>("imizu.tallies.refused", "{tally}", "Tallies refused, by door.");
    }

    public void Became(string door, TallyOutcome outcome) =>
        (outcome is TallyOutcome.Refused ? _refused : _accepted).Add(1, new KeyValuePair<string, object?>("imizu.door", door));
}
