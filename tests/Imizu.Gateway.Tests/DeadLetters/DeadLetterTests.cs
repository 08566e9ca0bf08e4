using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Imizu.Gateway.Tallies;
using RabbitMQ.Client;
using Xunit;

namespace Imizu.Gateway.Tests.DeadLetters;

/// <summary>Dead letters: listing, correction, discarding and access.</summary>
[Collection(nameof(TallyStack))]
public sealed class DeadLetterTests(TallyStack stack)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_corrected_dead_letter_is_recorded_once_and_keeps_its_original_body()
    {
        var (sender, id) = await Refused(-5);
        using var theOperator = stack.Operator;

        using var mended = await theOperator.PostAsJsonAsync($"/dead-letters/{id}/sending", new { value = 5 }, Cancelled);
        using var again = await theOperator.PostAsJsonAsync($"/dead-letters/{id}/sending", new { value = 6 }, Cancelled);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (mended.StatusCode, again.StatusCode));
        Assert.Equal([5m], (await stack.Tallied(sender.Measure)).Select(tally => tally.Value));
        var letter = await Shown(id);
        Assert.Contains("-5", letter.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal(("sent-again", "test"), (letter.GetProperty("letter").GetProperty("state").GetString(), letter.GetProperty("letter").GetProperty("closedBy").GetString()));
        Assert.Contains("\"value\":5", letter.GetProperty("sendings")[0].GetProperty("body").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_letter_whose_correction_is_refused_stays_open_with_the_reason()
    {
        var (sender, id) = await Refused(-5);
        using var theOperator = stack.Operator;

        using var answer = await theOperator.PostAsJsonAsync($"/dead-letters/{id}/sending", new { body = "{" }, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var letter = await Shown(id);
        Assert.Equal("waiting", letter.GetProperty("letter").GetProperty("state").GetString());
        Assert.Equal("body", letter.GetProperty("sendings")[0].GetProperty("field").GetString());
        Assert.Empty(await stack.Tallied(sender.Measure));
    }

    [Fact]
    public async Task A_dead_letter_that_has_become_valid_is_resent_unchanged()
    {
        var sender = await stack.NewSender();
        var code = $"late-{Guid.NewGuid():N}"[..14];
        var id = await Refused(sender, sender.Tally(9, measure: code));
        await stack.Register(sender.Programme, code: code);
        using var itself = sender.Http;

        using var answer = await itself.PostAsJsonAsync($"/dead-letters/{id}/sending", new { }, Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([9m], (await stack.Tallied(code)).Select(tally => tally.Value));
        Assert.Equal(sender.Name, (await Shown(id)).GetProperty("letter").GetProperty("closedBy").GetString());
    }

    [Fact]
    public async Task A_discarded_dead_letter_stays_readable_with_its_reason()
    {
        var (_, id) = await Refused(-5);
        using var theOperator = stack.Operator;

        using var reasonless = await theOperator.PostAsJsonAsync($"/dead-letters/{id}/discarding", new { reason = " " }, Cancelled);
        using var discarded = await theOperator.PostAsJsonAsync($"/dead-letters/{id}/discarding", new { reason = "試験の送信" }, Cancelled);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (reasonless.StatusCode, discarded.StatusCode));
        Assert.Equal("試験の送信", (await Shown(id)).GetProperty("letter").GetProperty("closedBecause").GetString());
    }

    [Fact]
    public async Task A_sender_sees_only_its_own_dead_letters()
    {
        var (sender, id) = await Refused(-5);
        var (_, others) = await Refused(-6);
        using var itself = sender.Http;

        var list = await itself.GetFromJsonAsync<JsonElement>("/dead-letters", Cancelled);
        using var own = await itself.GetAsync($"/dead-letters/{id}", Cancelled);
        using var other = await itself.GetAsync($"/dead-letters/{others}", Cancelled);
        using var otherSent = await itself.PostAsJsonAsync($"/dead-letters/{others}/sending", new { value = 1 }, Cancelled);

        Assert.Equal(id, Assert.Single(list.GetProperty("letters").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (own.StatusCode, other.StatusCode, otherSent.StatusCode));
    }

    [Fact]
    public async Task Dead_letters_are_forbidden_to_followers()
    {
        var (name, password) = await stack.NewAccount();
        using var follower = stack.As(name, password);

        using var refused = await follower.GetAsync("/dead-letters", Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_redelivered_message_creates_no_second_dead_letter()
    {
        var sender = await stack.NewSender();
        var body = Encoding.UTF8.GetBytes(sender.Tally(-1));

        await sender.SendAll([(body, "once"), (body, "once"), (Encoding.UTF8.GetBytes(sender.Tally(1)), null)]);
        await stack.Until(async () => (await stack.Tallied(sender.Measure)).Count == 1, "the good one");

        Assert.Single(await stack.DeadLetters($"sender={sender.Name}"));
    }

    [Fact]
    public async Task The_body_of_a_dead_letter_is_stored_byte_for_byte_and_never_logged()
    {
        var sender = await stack.NewSender();
        byte[] body = [.. "秘密の名前\0"u8, 0xff, 0xfe];

        await sender.SendAll([(body, "strange\u0000name")]);
        await stack.Until(async () => (await stack.DeadLetters($"sender={sender.Name}")).Count == 1, "a letter");

        var letter = await Shown((await stack.DeadLetters($"sender={sender.Name}")).Single().GetProperty("id").GetString()!);
        Assert.Equal(Convert.ToBase64String(body), letter.GetProperty("bodyBase64").GetString());
        Assert.DoesNotContain("秘密の名前", stack.Gateway.Console, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_the_broker_dead_letters_is_listed_with_the_dead_letters()
    {
        var sender = await stack.NewSender();
        await using var connection = await new ConnectionFactory { Uri = new Uri(stack.Broker) }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);

        // As the broker hands it over once it has given it out too often: what a gateway dies of cannot be asked for.
        await channel.BasicPublishAsync("", TallyQueues.DeadLetters, mandatory: true,
            new BasicProperties { MessageId = $"given-up-{sender.Name}", Headers = new Dictionary<string, object?> { ["x-first-death-reason"] = "delivery_limit" } },
            Encoding.UTF8.GetBytes(sender.Tally(1)), Cancelled);

        await stack.Until(async () => (await stack.DeadLetters("field=delivery")).Any(letter => letter.GetProperty("messageId").GetString() == $"given-up-{sender.Name}"), "the given-up one");
        await stack.Until(async () => await stack.Held(TallyQueues.DeadLetters) == 0, "the queue is empty");
    }

    private async Task<(TallySender Sender, string Id)> Refused(decimal value)
    {
        var sender = await stack.NewSender();
        return (sender, await Refused(sender, sender.Tally(value)));
    }

    private async Task<string> Refused(TallySender sender, string body)
    {
        await sender.Send(body);
        await stack.Until(async () => (await stack.DeadLetters($"sender={sender.Name}")).Count == 1, "a dead letter");
        return (await stack.DeadLetters($"sender={sender.Name}")).Single().GetProperty("id").GetString()!;
    }

    private async Task<JsonElement> Shown(string id)
    {
        using var theOperator = stack.Operator;
        return await theOperator.GetFromJsonAsync<JsonElement>($"/dead-letters/{id}", Cancelled);
    }
}
