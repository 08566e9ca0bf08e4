namespace Imizu.Dashboard.Telemetry;

/// <summary>One line of a waterfall: a span, how deep it lies, and where in the whole it begins and how long it takes, as parts of one.</summary>
internal sealed record WaterfallRow(Span Span, int Depth, double Offset, double Width);

/// <summary>Draws up a trace: each span below the one that led to it, those of one parent in the order of time.</summary>
internal static class Waterfall
{
    public static IReadOnlyList<WaterfallRow> Of(Trace trace)
    {
        var known = trace.Spans.Select(span => span.SpanId).ToHashSet();
        var children = trace.Spans.Where(HasParent).ToLookup(span => span.ParentId!);
        var rows = new List<WaterfallRow>(trace.Spans.Count);
        var drawn = new HashSet<string>();
        foreach (var top in trace.Spans.Where(span => !HasParent(span)))
        {
            Draw(top, 0);
        }

        return rows;

        bool HasParent(Span span) => span.ParentId is { } parent && known.Contains(parent);

        void Draw(Span span, int depth)
        {
            // One that comes in twice, or names itself as its parent, is drawn once.
            if (!drawn.Add(span.SpanId))
            {
                return;
            }

            rows.Add(new(span, depth, Part(span.Start - trace.Start), Part(span.Duration)));
            foreach (var child in children[span.SpanId])
            {
                Draw(child, depth + 1);
            }
        }

        double Part(TimeSpan length) => trace.Duration > TimeSpan.Zero ? length / trace.Duration : 0;
    }
}
