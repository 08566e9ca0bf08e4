using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Imizu.EventStreams.Telemetry;

namespace Imizu.Gateway.Tallies;

/// <summary>What is counted and traced of tallies.</summary>
/// <remarks>No span has content of the sender's: no body, routing key, message-id or file name.</remarks>
internal sealed class TallyTelemetry(IMeterFactory meters)
{
    private readonly Counter<long>
        _accepted = meters.Create(Tracing.Name).CreateCounter<long>("imizu.tallies.accepted", "{tally}", "Tallies accepted, including those that changed nothing, by transport."),
        _refused = meters.Create(Tracing.Name).CreateCounter<long>("imizu.tallies.refused", "{tally}", "Tallies refused, by transport.");

    /// <summary>Counts a tally, and tags its span where it has one of its own.</summary>
    public void Decided(string transport, TallyOutcome outcome)
    {
        (outcome is TallyOutcome.Refused ? _refused : _accepted).Add(1, new KeyValuePair<string, object?>("imizu.door", transport));
        if (Activity.Current is { } span && span.Source == Tracing.Source)
        {
            span.SetTag("imizu.outcome", outcome.GetType().Name);
        }
    }

    /// <summary>The consumer span of a message, in the trace of its publisher; it lasts until the acknowledgement.</summary>
    public static Activity? OfMessage(string queue, IDictionary<string, object?>? headers)
    {
        // What waited for the message is not its parent.
        Activity.Current = null;
        return Tracing.Source.StartActivity($"process {queue}", ActivityKind.Consumer, Sent(headers))
            ?.SetTag("messaging.system", "rabbitmq").SetTag("messaging.operation.name", "process").SetTag("messaging.operation.type", "process")
            .SetTag("messaging.destination.name", queue).SetTag("imizu.door", TallyTransport.Amqp);
    }

    /// <summary>The root span of a row, linked to the request's: a file has up to ten thousand rows.</summary>
    public static Activity? OfRow(int number, Activity? request)
    {
        Activity.Current = null;
        return Tracing.Source.StartActivity("tally row", ActivityKind.Consumer, default(ActivityContext), links: request is null ? null : [new ActivityLink(request.Context)])
            ?.SetTag("imizu.door", TallyTransport.File).SetTag("imizu.row", number);
    }

    /// <summary>The publisher's span context; the default where there is none, or none that can be read.</summary>
    public static ActivityContext Sent(IDictionary<string, object?>? headers) =>
        headers?.TryGetValue("traceparent", out var said) == true && (said as string ?? (said is byte[] bytes ? Encoding.ASCII.GetString(bytes) : null)) is { } text
        && ActivityContext.TryParse(text, traceState: null, isRemote: true, out var sent) ? sent : default;
}
