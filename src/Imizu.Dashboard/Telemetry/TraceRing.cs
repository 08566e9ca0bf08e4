namespace Imizu.Dashboard.Telemetry;

/// <summary>
/// The latest traces. When there are too many traces or spans, what services did by themselves is dropped first, else they would push
/// out within the hour what somebody asked for; then the trace that began to come in first.
/// </summary>
internal sealed class TraceRing(int maximumTraces, int maximumSpans)
{
    // So many of the youngest are kept whatever they are, for whoever looks at what goes on just now.
    private readonly int _recent = maximumTraces / 10;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Span>> _traces = [];
    private readonly Queue<string> _asked = [];
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
            ids = [.. _asked.Concat(_order).Reverse()];
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
        while (_order.Count > _recent || _asked.Count == 0)
        {
            var id = _order.Dequeue();
            if (_order.Count == 0 || !new Trace(id, _traces[id]).IsAsked)
            {
                Drop(id);
                return;
            }

            _asked.Enqueue(id);
        }

        Drop(_asked.Dequeue());
    }

    private void Drop(string id)
    {
        _spans -= _traces[id].Count;
        _traces.Remove(id);
    }
}
