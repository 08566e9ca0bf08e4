namespace Imizu.Dashboard.Telemetry;

/// <summary>The latest traces: when there are too many traces or spans, the trace that began to come in first is dropped.</summary>
internal sealed class TraceRing(int maximumTraces, int maximumSpans)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Span>> _traces = [];
    private readonly Queue<string> _order = [];
    private int _spans;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _traces.Count;
            }
        }
    }

    public void Add(IEnumerable<Span> spans)
    {
        lock (_gate)
        {
            foreach (var span in spans)
            {
                if (!_traces.TryGetValue(span.TraceId, out var trace))
                {
                    _traces[span.TraceId] = trace = [];
                    _order.Enqueue(span.TraceId);
                }

                trace.Add(span);
                _spans++;
                while (_traces.Count > maximumTraces || _spans > maximumSpans)
                {
                    DropOldest();
                }
            }
        }
    }

    public Trace? Find(string id)
    {
        lock (_gate)
        {
            return _traces.TryGetValue(id, out var spans) ? new Trace(id, spans) : null;
        }
    }

    /// <summary>The traces, the latest first; made as they are asked for, so that a reader who has enough stops.</summary>
    public IEnumerable<Trace> Latest()
    {
        List<string> ids;
        lock (_gate)
        {
            ids = [.. _order.Reverse()];
        }

        return ids.Select(Find).OfType<Trace>();
    }

    /// <summary>The spans of other traces that name one of this trace's spans as what led to them.</summary>
    public IReadOnlyList<Span> LinkedTo(string traceId)
    {
        lock (_gate)
        {
            return
            [
                .. _traces.Values.SelectMany(spans => spans)
                    .Where(span => span.TraceId != traceId && span.Links.Any(link => link.TraceId == traceId)),
            ];
        }
    }

    private void DropOldest()
    {
        var oldest = _order.Dequeue();
        _spans -= _traces[oldest].Count;
        _traces.Remove(oldest);
    }
}
