using System.Text;
using Xunit;

namespace Imizu.Gateway.Tests.Ingestion;

/// <summary>Tallies over AMQP.</summary>
[Collection(nameof(TallyStack))]
public sealed class AmqpIngestionTests(TallyStack stack)
{
    [Fact]
    public async Task A_published_tally_is_recorded_in_its_senders_name()
    {
        var sender = await stack.NewSender();

        await sender.Send(sender.Tally(120));

        await Recorded(sender, 120);
        using var history = await stack.CommunityBuilding.Http.GetAsync($"/measures/{sender.Measure}", TestContext.Current.CancellationToken);
        Assert.Contains($"\"actor\":\"{sender.Name}\"", await history.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tallies_of_a_measure_are_recorded_in_the_order_of_publishing()
    {
        var sender = await stack.NewSender();
        decimal[] values = [.. Enumerable.Range(1, 40)];

        await sender.SendAll([.. values.Select((value, n) => (Encoding.UTF8.GetBytes(sender.Tally(value)), (string?)$"{sender.Name}-{n}"))]);

        await Recorded(sender, values);
    }

    [Fact]
    public async Task Sent_again_under_its_name_it_is_one_and_under_none_the_earlier_number_comes_back()
    {
        var sender = await stack.NewSender();

        await sender.SendAll([(Encoding.UTF8.GetBytes(sender.Tally(1)), "a"), (Encoding.UTF8.GetBytes(sender.Tally(2)), "b"), (Encoding.UTF8.GetBytes(sender.Tally(1)), "a")]);
        await sender.Send(sender.Tally(3), sender.Tally(3), sender.Tally(4), sender.Tally(3));

        await Recorded(sender, 1, 2, 3, 4, 3);
    }

    [Fact]
    public async Task An_unnamed_number_that_comes_back_is_recorded_though_it_once_changed_nothing()
    {
        var sender = await stack.NewSender();
        using var itself = sender.Http;
        using var april = await itself.PostAsync("/tallies", new StringContent(sender.Tally(3), Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        april.EnsureSuccessStatusCode();

        await sender.Send(sender.Tally(3), sender.Tally(4), sender.Tally(3));

        await Recorded(sender, 3, 4, 3);
    }

    [Fact]
    public async Task A_message_without_a_verified_sender_is_a_dead_letter_and_blocks_no_other()
    {
        var sender = await stack.NewSender();
        var administrator = new Uri(stack.Broker).UserInfo.Split(':');
        byte[] Good(int month) => Encoding.UTF8.GetBytes(sender.Tally(7, month));

        await sender.SendAll([(Good(0), "nobody")], saysWho: false);
        await sender.Publish(administrator[0], administrator[1], administrator[0], [(Good(1), "administrator")]);
        await sender.SendAll([(Good(2), null)]);

        await Recorded(sender, 7);
        var letters = (await stack.DeadLetters("field=user-id")).Where(letter => letter.GetProperty("messageId").GetString() is "nobody" or "administrator").ToList();
        Assert.Equal(2, letters.Count);
        Assert.Contains(letters, letter => letter.GetProperty("reason").GetString()!.Contains("user-id", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_oversized_message_is_stored_truncated()
    {
        var sender = await stack.NewSender();

        await sender.SendAll([(Encoding.UTF8.GetBytes(sender.Tally(1) + new string(' ', 100_000)), "large")]);
        await stack.Until(async () => (await stack.DeadLetters($"sender={sender.Name}")).Count == 1, "a dead letter");

        var id = (await stack.DeadLetters($"sender={sender.Name}")).Single().GetProperty("id").GetString();
        using var theOperator = stack.Operator;
        var letter = System.Text.Json.JsonDocument.Parse(await theOperator.GetStringAsync($"/dead-letters/{id}", TestContext.Current.CancellationToken)).RootElement;
        Assert.True(letter.GetProperty("isCut").GetBoolean());
        Assert.True(letter.GetProperty("size").GetInt64() > 100_000);
        Assert.True(letter.GetProperty("body").GetString()!.Length <= 4096);
    }

    [Fact]
    public async Task A_measure_that_was_just_registered_is_accepted()
    {
        var sender = await stack.NewSender();
        await sender.Send(sender.Tally(1));
        await Recorded(sender, 1);

        var young = await stack.Register(sender.Programme);
        await sender.Send(sender.Tally(2, measure: young));

        await stack.Until(async () => (await stack.Tallied(young)).Count == 1, "the young measure's tally");
    }

    private async Task Recorded(TallySender sender, params decimal[] values)
    {
        await stack.Until(async () => (await stack.Tallied(sender.Measure)).Count >= values.Length, $"{values.Length} tallies");
        Assert.Equal(values, (await stack.Tallied(sender.Measure)).Select(tally => tally.Value));
    }
}
