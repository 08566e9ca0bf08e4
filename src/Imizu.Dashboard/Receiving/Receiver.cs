using Imizu.Dashboard.Protocol;
using Imizu.Dashboard.Telemetry;

namespace Imizu.Dashboard.Receiving;

/// <summary>Takes in what services tell, whichever way it came.</summary>
internal sealed class Receiver(TelemetryStore store, Decoding decoding)
{
    public void Take(ExportTraceServiceRequest request)
    {
        store.Traces.Add(Spans.In(request, decoding));
        store.Changed();
    }

    public void Take(ExportLogsServiceRequest request)
    {
        store.Logs.Add(LogEntries.In(request, decoding));
        store.Changed();
    }

    public void Take(ExportMetricsServiceRequest request)
    {
        store.Metrics.Add(Measurements.In(request, decoding));
        store.Changed();
    }
}
