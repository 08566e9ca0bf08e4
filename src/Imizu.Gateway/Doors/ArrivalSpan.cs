using System.Diagnostics;
using System.Text;
using Imizu.EventStreams.Telemetry;
using Imizu.Gateway.Tallies;
using Microsoft.AspNetCore.Http.Features;

namespace Imizu.Gateway.Doors;

/// <summary>
/// Where a trace of a tally begins, or goes on, so that it leads from the arrival to the figure. By HTTP that is the request's own span, which has
/// the path and the name of the program that asked. Nothing else that a sender wrote is in one: no body, no routing key, no message-id, no name of a file.
/// </summary>
internal static class ArrivalSpan
{
    /// <summary>Says what came of a tally.</summary>
    public const string Outcome = "imizu.outcome";

    private const string Header = "traceparent";

    /// <summary>Of a message, in the trace that it names; from its being taken up to its ack, however long it waits.</summary>
    public static Activity? OfMessage(string queue, ActivityContext sent) => Begin($"process {queue}", ActivityKind.Consumer, sent)
        ?.SetTag("messaging.system", "rabbitmq").SetTag("messaging.operation.name", "process").SetTag("messaging.operation.type", "process")
        .SetTag("messaging.destination.name", queue).SetTag("imizu.door", Door.Amqp);

    /// <summary>Of a request, as the server began it.</summary>
    public static Activity? OfRequest(HttpContext http) => http.Features.Get<IHttpActivityFeature>()?.Activity;

    /// <summary>Of a file.</summary>
    public static Activity? OfFile() => Begin("tally file", ActivityKind.Consumer)?.SetTag("imizu.door", Door.File);

    /// <summary>Of a row: a trace of its own, for a file has up to ten thousand, which leads to the file's.</summary>
    public static Activity? OfRow(int number, Activity? file) => Begin("tally row", ActivityKind.Consumer, links: file is null ? null : [new ActivityLink(file.Context)])
        ?.SetTag("imizu.door", Door.File).SetTag("imizu.row", number);

    /// <summary>The span that published a message, if it says so; what cannot be read as one says nothing.</summary>
    public static ActivityContext Named(IDictionary<string, object?>? headers) =>
        headers?.TryGetValue(Header, out var said) == true && (said as string ?? (said is byte[] bytes ? Encoding.ASCII.GetString(bytes) : null)) is { } text
        && ActivityContext.TryParse(text, traceState: null, isRemote: true, out var sent) ? sent : default;

    /// <summary>What came of it, on its own span; on no other's, where a request brought many.</summary>
    public static void Became(TallyOutcome outcome)
    {
        if (Activity.Current is { } span && span.Source == Tracing.Source)
        {
            span.SetTag(Outcome, outcome.GetType().Name);
        }
    }

    /// <summary>What came of the many that one request or file brought.</summary>
    public static void Became(this Activity? span, int rows, int refused) => span?.SetTag("imizu.rows", rows).SetTag("imizu.rows.refused", refused);

    /// <summary>
    /// It goes back to where it came from; the kind alone, for a message can hold what a sender wrote. That the gateway stops is nobody's error.
    /// </summary>
    public static void Failed(this Activity? span, Exception because, CancellationToken stopping)
    {
        if (because is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", because.GetType().Name);
        }
    }

    private static Activity? Begin(string name, ActivityKind kind, ActivityContext parent = default, IEnumerable<ActivityLink>? links = null)
    {
        // Whatever led to looking for it is not what led to it.
        Activity.Current = null;
        return Tracing.Source.StartActivity(name, kind, parent, links: links);
    }
}
