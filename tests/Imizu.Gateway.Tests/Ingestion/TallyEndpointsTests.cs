using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Imizu.Gateway.Tests.Ingestion;

/// <summary>Tallies over HTTP.</summary>
[Collection(nameof(TallyStack))]
public sealed class TallyEndpointsTests(TallyStack stack)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tally_is_recorded_and_sent_again_changes_nothing()
    {
        var sender = await stack.NewSender();
        using var http = sender.Http;

        using var first = await Post(http, sender.Tally(12));
        using var again = await Post(http, sender.Tally(12));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal([12m], (await stack.Tallied(sender.Measure)).Select(tally => tally.Value));
    }

    [Fact]
    public async Task Another_number_for_the_same_period_replaces_and_the_earlier_stays_in_the_history()
    {
        var sender = await stack.NewSender();
        using var http = sender.Http;

        foreach (var value in (decimal[])[12, 15, 12])
        {
            using var answer = await Post(http, sender.Tally(value));
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }

        Assert.Equal([12m, 15m, 12m], (await stack.Tallied(sender.Measure)).Select(tally => tally.Value));
    }

    [Fact]
    public async Task Sent_again_under_its_key_it_is_one_and_another_under_that_key_is_refused()
    {
        var sender = await stack.NewSender();
        using var http = sender.Http;
        http.DefaultRequestHeaders.Add("Idempotency-Key", $"{sender.Name}-1");

        using var first = await Post(http, sender.Tally(12));
        using var again = await Post(http, sender.Tally(12));
        using var other = await Post(http, sender.Tally(13));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity), (first.StatusCode, again.StatusCode, other.StatusCode));
        Assert.Single(await stack.Tallied(sender.Measure));
    }

    [Fact]
    public async Task A_tally_refused_over_HTTP_is_answered_with_its_field_and_is_no_dead_letter()
    {
        var sender = await stack.NewSender();
        using var http = sender.Http;
        await Refused(http, "{", HttpStatusCode.BadRequest, "body");
        await Refused(http, sender.Tally(1, measure: "no-such"), HttpStatusCode.BadRequest, "measure");
        await Refused(http, sender.Tally(1, measure: "\0 ?&/"), HttpStatusCode.BadRequest, "measure");
        await Refused(http, sender.Tally(1, measure: new string('a', 10_000)), HttpStatusCode.BadRequest, "measure");
        await Refused(http, sender.Tally(1).Replace(sender.Programme, "ほかの事業", StringComparison.Ordinal), HttpStatusCode.BadRequest, "programme");
        await Refused(http, sender.Tally(-1), HttpStatusCode.Conflict, "value");
        await Refused(http, sender.Tally(1.5m), HttpStatusCode.Conflict, "value");
        await Refused(http, sender.Tally(new DateOnly(2024, 3, 31), 1).Replace("\"to\":\"2024-03-31\"", "\"to\":\"2024-04-01\"", StringComparison.Ordinal), HttpStatusCode.Conflict, "to");

        Assert.Empty(await stack.DeadLetters($"sender={sender.Name}"));
        Assert.Empty(await stack.Tallied(sender.Measure));
    }

    [Fact]
    public async Task Tallies_of_an_array_are_answered_and_recorded_independently()
    {
        var sender = await stack.NewSender(measures: 2);
        using var http = sender.Http;
        string[] lines = [sender.Tally(1), sender.Tally(-1, month: 1), "5", sender.Tally(2, measure: sender.Measures[1]), sender.Tally(3)];

        using var answer = await Post(http, $"[{string.Join(',', lines)}]");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal([201, 409, 400, 201, 201], said.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("status").GetInt32()));
        Assert.Equal((3, 2), (said.GetProperty("accepted").GetInt32(), said.GetProperty("refused").GetInt32()));
        Assert.Equal([1m, 3m], (await stack.Tallied(sender.Measure)).Select(tally => tally.Value));
    }

    [Fact]
    public async Task An_array_of_more_than_1000_tallies_is_refused()
    {
        var sender = await stack.NewSender();
        using var http = sender.Http;
        await Refused(http, $"[{string.Join(',', Enumerable.Repeat("1", 1001))}]", HttpStatusCode.BadRequest, "body");
        await Refused(http, "[]", HttpStatusCode.BadRequest, "body");
        // Refused before it is sent, so that the connection is not reset while it is.
        http.DefaultRequestHeaders.ExpectContinue = true;
        await Refused(http, new string(' ', 1_100_000), HttpStatusCode.RequestEntityTooLarge, "body");
    }

    [Fact]
    public async Task An_array_in_another_encoding_is_refused()
    {
        var sender = await stack.NewSender();
        using var http = sender.Http;
        using var answer = await http.PostAsync("/tallies", new ByteArrayContent([(byte)'[', (byte)'"', 0x8e, 0xf3, (byte)'"', (byte)']']), Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("UTF-8", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sender_sees_what_it_may_send_and_nothing_else()
    {
        var (sender, other) = (await stack.NewSender(), await stack.NewSender());
        using var http = sender.Http;

        var measures = await http.GetFromJsonAsync<JsonElement>("/measures", Cancelled);

        var only = Assert.Single(measures.EnumerateArray());
        Assert.Equal((sender.Programme, sender.Measure, "件"), (only.GetProperty("programme").GetString(), only.GetProperty("measure").GetString(), only.GetProperty("unit").GetString()));
        Assert.NotEqual(sender.Measure, other.Measure);
    }

    [Fact]
    public async Task Only_senders_can_post_tallies()
    {
        var (name, password) = await stack.NewAccount();
        using var follower = stack.As(name, password);
        using var nobody = new HttpClient { BaseAddress = stack.Address };
        using var refused = await Post(follower, "{}");
        using var unknown = await Post(nobody, "{}");
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized), (refused.StatusCode, unknown.StatusCode));
    }

    private static async Task<HttpResponseMessage> Post(HttpClient http, string body) =>
        await http.PostAsync("/tallies", new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);

    private static async Task Refused(HttpClient http, string body, HttpStatusCode status, string field)
    {
        using var answer = await Post(http, body);
        var said = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(status == answer.StatusCode, said);
        Assert.Equal(field, JsonDocument.Parse(said).RootElement.GetProperty("errors").EnumerateObject().Single().Name);
    }
}
