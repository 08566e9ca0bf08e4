using System.Net;
using Imizu.Gateway.Tallies;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Xunit;

namespace Imizu.Gateway.Tests.Ingestion;

/// <summary>Tallies while community building is unavailable or fails.</summary>
[Collection(nameof(CrashedStack))]
public sealed class ServiceUnavailableTests(TallyStack stack)
{
    private static readonly DateOnly First = new(2024, 4, 1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tallies_wait_for_an_unavailable_service_in_their_order_and_a_file_is_to_be_sent_again()
    {
        const int Many = 300;
        var sender = await stack.NewSender(measures: 12);
        await stack.CommunityBuilding.Freeze();
        try
        {
            await sender.Send([.. Enumerable.Range(0, Many).Select(n => sender.Tally(First.AddDays(n / 12), n, sender.Measures[n % 12]))]);
            var (status, answer) = await sender.Upload("a.csv", sender.Row(12, "7"), sender.Row(11, "-1"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.True(answer.GetProperty("errors").TryGetProperty("service", out _));
            await stack.Until(() => Task.FromResult(stack.Gateway.Console.Contains("Processing a tally failed: community-building", StringComparison.Ordinal)), "they wait");
            Assert.Empty(await stack.DeadLetters($"sender={sender.Name}"));
        }
        finally
        {
            await stack.CommunityBuilding.Thaw();
        }

        var (again, _) = await sender.Upload("a.csv", sender.Row(12, "7"), sender.Row(11, "-1"));
        Assert.Contains(again, (HttpStatusCode[])[HttpStatusCode.Created, HttpStatusCode.OK]);
        await stack.Until(async () => (await Task.WhenAll(sender.Measures.Select(measure => stack.Tallied(measure)))).Sum(tallied => tallied.Count) > Many, "all are recorded");
        for (var n = 0; n < 12; n++)
        {
            Assert.Equal(Enumerable.Range(0, Many).Where(value => value % 12 == n).Select(value => (decimal)value),
                (await stack.Tallied(sender.Measures[n])).Where(tally => tally.From != "2024-12-01").Select(tally => tally.Value));
        }
        Assert.Equal([7m], (await stack.Tallied(sender.Measure)).Where(tally => tally.From == "2024-12-01").Select(tally => tally.Value));
        Assert.Single(await stack.DeadLetters($"sender={sender.Name}"));
    }

    [Fact]
    public async Task A_row_for_which_the_service_keeps_failing_becomes_a_dead_letter_and_the_others_are_recorded()
    {
        var sender = await stack.NewSender(measures: 2);
        await sender.Upload("first.csv", sender.Row(4, "1"));
        await using var spoiled = await SpoiledMeasure.Of(stack, sender.Measure);

        var (status, answer) = await sender.Upload("bad.csv", sender.Row(4, "2"), sender.Row(4, "9", sender.Measures[1]));

        var rows = answer.GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal((HttpStatusCode.Created, "service", "受付"), (status, rows[0].GetProperty("field").GetString(), rows[1].GetProperty("result").GetString()));
        Assert.Contains("503", rows[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Single(await stack.DeadLetters($"sender={sender.Name}&field=service"));
    }

    [Fact]
    public async Task A_tally_for_which_the_service_keeps_failing_is_dead_lettered()
    {
        var sender = await stack.NewSender(measures: 2);
        await sender.Send(sender.Tally(1), sender.Tally(1, measure: sender.Measures[1]));
        await stack.Until(async () => (await stack.Tallied(sender.Measure)).Count == 1, "it is recorded");
        await using var spoiled = await SpoiledMeasure.Of(stack, sender.Measure);

        await sender.Send(sender.Tally(2), sender.Tally(2, measure: sender.Measures[1]));

        await stack.Until(async () => (await stack.Tallied(sender.Measures[1])).Count == 2, "the other measure's is recorded");
        await stack.Until(async () => (await stack.DeadLetters($"sender={sender.Name}&field=service")).Count == 1, "a dead letter with that reason");
    }

    [Fact]
    public async Task A_redelivered_overtaken_tally_without_a_message_id_is_dead_lettered_instead_of_recorded()
    {
        var sender = await stack.NewSender();
        await sender.Send(sender.Tally(3), sender.Tally(4));
        await stack.Until(async () => (await stack.Tallied(sender.Measure)).Count == 2, "the number and the newer one");
        await stack.Gateway.Kill();
        await sender.Send(sender.Tally(3), sender.Tally(4), sender.Tally(5));
        await TakeAndGiveBack(3);

        await stack.KillAndStartAgain();

        await stack.Until(async () => (await stack.Tallied(sender.Measure)).Count == 3, "what is new");
        Assert.Equal([3m, 4m, 5m], (await stack.Tallied(sender.Measure)).Select(tally => tally.Value));
        Assert.Equal("message-id", Assert.Single(await stack.DeadLetters($"sender={sender.Name}")).GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_message_in_the_dead_letter_queue_survives_any_number_of_redeliveries()
    {
        var sender = await stack.NewSender();
        await stack.Gateway.Kill();
        await using (var connection = await new ConnectionFactory { Uri = new Uri(stack.Broker) }.CreateConnectionAsync(Cancelled))
        {
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), Cancelled);
            await channel.BasicPublishAsync("", TallyQueues.DeadLetters, mandatory: true, new BasicProperties { MessageId = sender.Name }, "{}"u8.ToArray(), Cancelled);
            for (var times = 0; times <= TallyQueues.DeliveryLimit; times++)
            {
                await TakeAndGiveBack(1, TallyQueues.DeadLetters);
            }
        }

        await stack.KillAndStartAgain();

        await stack.Until(async () => (await stack.DeadLetters("field=delivery")).Any(letter => letter.GetProperty("messageId").GetString() == sender.Name), "it is in the list");
    }

    /// <summary>As a gateway does that dies with them.</summary>
    private async Task TakeAndGiveBack(int messages, string queue = TallyQueues.Tallies)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(stack.Broker) }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        var (taken, left) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), messages);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, _) =>
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                taken.TrySetResult();
            }
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, Cancelled);
        await taken.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancelled);
    }
}
