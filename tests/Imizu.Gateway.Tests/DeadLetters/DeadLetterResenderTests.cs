using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;
using Xunit;

namespace Imizu.Gateway.Tests.DeadLetters;

/// <summary>Resending: one claim at a time, recorded once, and never over a newer value.</summary>
[Collection(nameof(TallyStack))]
public sealed class DeadLetterResenderTests(TallyStack stack)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_refused_again_after_its_letter_was_closed_creates_a_new_letter()
    {
        var sender = await stack.NewSender();
        var first = await Refused(sender, sender.Tally(-3));
        Assert.Equal(HttpStatusCode.OK, (await Post(first, "discarding", new { reason = "試験の送信" })).Status);

        await sender.Send(sender.Tally(-3));

        await stack.Until(async () => (await stack.DeadLetters($"sender={sender.Name}&state=waiting")).Count == 1, "it is news");
        Assert.Equal(2, (await stack.DeadLetters($"sender={sender.Name}")).Select(letter => letter.GetProperty("id").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Of_concurrent_resends_and_discards_of_a_letter_one_succeeds()
    {
        var sender = await stack.NewSender();
        var id = await Refused(sender, sender.Tally(-1));

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => n % 4 == 0 ? Post(id, "discarding", new { reason = "不要" }) : Post(id, "sending", new { value = n })));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
        var letter = (await stack.DeadLetters($"sender={sender.Name}")).Single();
        Assert.Equal(letter.GetProperty("state").GetString() == "sent-again" ? 1 : 0, (await stack.Tallied(sender.Measure)).Count);
    }

    [Fact]
    public async Task While_one_sends_a_letter_again_another_is_told_to_wait_and_may_once_that_one_is_gone()
    {
        var sender = await stack.NewSender();
        var id = await Refused(sender, sender.Tally(-1));
        await using (var another = new NpgsqlConnection(stack.GatewayDatabase))
        {
            await another.OpenAsync(Cancelled);
            await using var transaction = await another.BeginTransactionAsync(Cancelled);
            await using var claim = new NpgsqlCommand("select from mt_doc_deadletter where id = $1 for update", another, transaction) { Parameters = { new() { Value = id } } };
            Assert.Equal(-1, await claim.ExecuteNonQueryAsync(Cancelled));

            var (status, text) = await Post(id, "sending", new { value = 1 });

            Assert.Equal(HttpStatusCode.Conflict, status);
            Assert.Contains("いま送り直されている", text, StringComparison.Ordinal);
            Assert.Equal([id], await Waiting(sender));
        }

        // As if its process had died: what it held ends with its connection.
        Assert.Equal(HttpStatusCode.OK, (await Post(id, "sending", new { value = 1 })).Status);
        Assert.Single(await stack.Tallied(sender.Measure));
    }

    [Fact]
    public async Task A_letter_does_not_overwrite_a_newer_value_unless_over_newer_is_set()
    {
        var sender = await stack.NewSender();
        var code = $"late-{Guid.NewGuid():N}"[..14];
        var id = await Refused(sender, sender.Tally(5, measure: code));
        await stack.Register(sender.Programme, code: code);
        await sender.Send(sender.Tally(7, measure: code));
        await stack.Until(async () => (await stack.Tallied(code)).Count == 1, "the newer number");

        var refused = await Post(id, "sending", new { });
        var other = await Refused(sender, sender.Tally(-8, month: 1, measure: code));
        var sent = await Post(id, "sending", new { overNewer = true });

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("7 が記録されています", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, sent.Status);
        Assert.Equal(HttpStatusCode.OK, (await Post(other, "sending", new { value = 8 })).Status);
        Assert.Equal([7m, 5m, 8m], (await stack.Tallied(code)).Select(tally => tally.Value));
    }

    [Fact]
    public async Task The_last_ten_attempts_to_resend_a_letter_are_kept()
    {
        var sender = await stack.NewSender();
        var id = await Refused(sender, sender.Tally(-1));

        for (var n = 1; n <= 12; n++)
        {
            await Post(id, "sending", new { body = n == 12 ? new string('x', 70_000) : $"{n}" });
        }

        using var theOperator = stack.Operator;
        var sendings = (await theOperator.GetFromJsonAsync<JsonElement>($"/dead-letters/{id}", Cancelled)).GetProperty("sendings");
        Assert.Equal(10, sendings.GetArrayLength());
        Assert.True(sendings[9].GetProperty("body").GetString()!.Length <= 4096);
    }

    [Fact]
    public async Task A_reused_message_id_is_refused_by_that_name()
    {
        var sender = await stack.NewSender();

        await sender.SendAll([(Encoding.UTF8.GetBytes(sender.Tally(1)), "one"), (Encoding.UTF8.GetBytes(sender.Tally(2)), "one")]);

        await stack.Until(async () => (await stack.DeadLetters($"sender={sender.Name}&field=message-id")).Count == 1, "a letter about the message-id");
        Assert.DoesNotContain("Idempotency", (await stack.DeadLetters($"sender={sender.Name}")).Single().GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dead-letters?sender=%00", HttpStatusCode.BadRequest)]
    [InlineData("/dead-letters?field=a%00b", HttpStatusCode.BadRequest)]
    [InlineData("/dead-letters/%00", HttpStatusCode.NotFound, HttpStatusCode.BadRequest)]
    public async Task A_query_with_a_NUL_character_is_refused(string path, params HttpStatusCode[] either)
    {
        using var theOperator = stack.Operator;
        using var answer = await theOperator.GetAsync(path, Cancelled);
        Assert.Contains(answer.StatusCode, either);
    }

    /// <summary>Sends what is refused, and says the new letter's id.</summary>
    private async Task<string> Refused(TallySender sender, string body)
    {
        var before = (await Waiting(sender)).ToHashSet();
        await sender.Send(body);
        await stack.Until(async () => (await Waiting(sender)).Count > before.Count, "a dead letter");
        return (await Waiting(sender)).Single(id => !before.Contains(id));
    }

    private async Task<List<string>> Waiting(TallySender sender) =>
        [.. (await stack.DeadLetters($"sender={sender.Name}&state=waiting")).Select(letter => letter.GetProperty("id").GetString()!)];

    private async Task<(HttpStatusCode Status, string Text)> Post(string id, string what, object body)
    {
        using var theOperator = stack.Operator;
        using var answer = await theOperator.PostAsJsonAsync($"/dead-letters/{id}/{what}", body, Cancelled);
        return (answer.StatusCode, System.Text.RegularExpressions.Regex.Unescape(await answer.Content.ReadAsStringAsync(Cancelled)));
    }
}
