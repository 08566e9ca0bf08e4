using System.Net.Http.Json;
using System.Text;
using Imizu.Contracts;
using Imizu.Gateway.Tallies;
using Xunit;

namespace Imizu.Gateway.Tests.Traces;

/// <summary>One trace from a tally's arrival to the figure, for each transport.</summary>
public sealed class TallyTraceTests(TracedStack stack) : IClassFixture<TracedStack>
{
    private const string SendersTrace = "4bf92f3577b34da6a3ce929d0e0e4736", SendersSpan = "00f067aa0ba902b7";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_with_a_traceparent_is_processed_in_that_trace()
    {
        var sender = await stack.NewSender();
        var (trace, span) = (SendersTrace, SendersSpan);

        await Publish(sender, sender.Tally(1), new() { ["traceparent"] = $"00-{trace}-{span}-01" });

        var spans = await ToTheFigure(sender);
        var arrival = Assert.Single(spans, span => span.Service == "gateway" && span.Kind == SentSpan.Consumer);
        Assert.Equal((trace, span), (arrival.TraceId, arrival.ParentId));
        Assert.Equal(("process imizu.field-tallies", "rabbitmq", "process", "imizu.field-tallies", "Accepted"), (
            arrival.Name, arrival.Attributes["messaging.system"], arrival.Attributes["messaging.operation.type"], arrival.Attributes["messaging.destination.name"], arrival.Attributes["imizu.outcome"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("of my own")]
    public async Task A_message_without_a_valid_traceparent_starts_a_trace(string? traceparent)
    {
        var sender = await stack.NewSender();

        await Publish(sender, sender.Tally(1), traceparent is null ? null : new() { ["traceparent"] = traceparent });

        var arrival = Assert.Single(await ToTheFigure(sender), span => span.ParentId.Length == 0);
        Assert.Equal(("gateway", SentSpan.Consumer), (arrival.Service, arrival.Kind));
        Assert.NotEqual(SendersTrace, arrival.TraceId);
    }

    [Theory]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01")]
    [InlineData("00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7")]
    [InlineData("")]
    [InlineData(7)]
    public void An_invalid_traceparent_header_is_ignored(object said)
    {
        Assert.Equal(default, TallyTelemetry.Sent(new Dictionary<string, object?> { ["traceparent"] = said }));
        Assert.Equal(default, TallyTelemetry.Sent(new Dictionary<string, object?> { ["traceparent"] = said is string text ? Encoding.UTF8.GetBytes(text) : null }));
    }

    [Fact]
    public async Task A_request_continues_its_senders_trace()
    {
        var sender = await stack.NewSender();
        using var http = sender.Http;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/tallies") { Content = new StringContent(sender.Tally(1), Encoding.UTF8, "application/json") };
        var (trace, span) = ("4bf92f3577b34da6a3ce929d0e0e4737", SendersSpan);
        request.Headers.Add("traceparent", $"00-{trace}-{span}-01");

        using var answer = await http.SendAsync(request, Cancelled);
        answer.EnsureSuccessStatusCode();

        var arrival = Assert.Single(await ToTheFigure(sender), span => span.Service == "gateway" && span.Kind == SentSpan.Server);
        Assert.Equal((trace, span, "Accepted"), (arrival.TraceId, arrival.ParentId, arrival.Attributes["imizu.outcome"]));
    }

    [Fact]
    public async Task Each_row_of_a_file_starts_a_trace_linked_to_the_requests()
    {
        var sender = await stack.NewSender(measures: 2);
        await sender.Upload("rows.csv", sender.Row(4, "1"), sender.Row(4, "2", sender.Measures[1]));

        var (first, second) = (Root(await ToTheFigure(sender)), Root(await ToTheFigure(sender, sender.Measures[1])));

        Assert.NotEqual(first.TraceId, second.TraceId);
        Assert.Equal(("gateway", SentSpan.Consumer, "Accepted"), (first.Service, first.Kind, first.Attributes["imizu.outcome"]));
        var file = Assert.Single(first.LinkedTraces);
        Assert.Equal([file], second.LinkedTraces);
        await stack.Until(() => Task.FromResult(stack.Collector.Spans.Any(span => span.TraceId == file && span.Kind == SentSpan.Server)), "the request's span");
    }

    [Fact]
    public async Task No_span_or_log_contains_a_senders_content()
    {
        var sender = await stack.NewSender();
        var secret = $"秘密{Guid.NewGuid():N}";
        var bad = sender.Tally(1).Replace("\"value\"", $"\"{secret}\"", StringComparison.Ordinal);
        await sender.Publish(sender.Name, sender.Password, sender.Name, [(Encoding.UTF8.GetBytes(bad), secret)], routingKey: secret, headers: new Dictionary<string, object?> { ["note"] = secret });
        await sender.Upload($"{secret}.csv", sender.Row(4, secret), sender.Row(5, "5"));
        await stack.Until(async () => (await stack.DeadLetters($"sender={sender.Name}")).Count == 2, "both are refused");

        var told = await ToTheFigure(sender);
        await stack.Until(() => Task.FromResult(stack.Collector.Spans.Count(span => span.Attributes.GetValueOrDefault("imizu.outcome") == "Refused") >= 2), "the refused ones are told of");

        Assert.NotEmpty(told);
        Assert.False(stack.Collector.Heard(secret));
    }

    private static SentSpan Root(IReadOnlyList<SentSpan> spans) => Assert.Single(spans, span => span.ParentId.Length == 0);

    private static Task Publish(TallySender sender, string tally, Dictionary<string, object?>? headers) =>
        sender.Publish(sender.Name, sender.Password, sender.Name, [(Encoding.UTF8.GetBytes(tally), null)], headers: headers);

    /// <summary>The trace that recorded a measure's only tally, once it is in the figures, and each process on the way has told its part.</summary>
    private async Task<IReadOnlyList<SentSpan>> ToTheFigure(TallySender sender, string? measure = null)
    {
        string? trace = null;
        IReadOnlyList<SentSpan> spans = [];
        await stack.Until(async () =>
        {
            trace ??= await TraceOf(measure ?? sender.Measure);
            spans = [.. stack.Collector.Spans.Where(span => span.TraceId == trace)];
            return spans.Any(span => span is { Service: "projection", Name: "journal and count" })
                && spans.Any(span => span is { Service: "community-building", Kind: SentSpan.Server } && span.Name.Contains("tallies", StringComparison.Ordinal))
                && spans.Any(span => span.Service == "gateway" && (span.Kind is SentSpan.Consumer or SentSpan.Server || span.Name == "tally row"));
        }, "the trace leads from the gateway by the service to the figure");
        return spans;
    }

    private async Task<string?> TraceOf(string measure)
    {
        for (var after = 0L; ;)
        {
            var page = (await stack.CommunityBuilding.Http.GetFromJsonAsync<List<EventEnvelope>>($"/events?after={after}&limit=1000", ContractJson.Options, Cancelled))!;
            if (page.Find(envelope => envelope.Subject == $"measure/{measure}" && envelope.Type.Contains("tallied", StringComparison.Ordinal)) is { } tallied)
            {
                return tallied.Traceparent!.Split('-')[1];
            }
            if (page is [])
            {
                return null;
            }
            after = page[^1].Position;
        }
    }
}
