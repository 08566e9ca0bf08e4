using Imizu.Gateway.Doors;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Xunit;

namespace Imizu.Gateway.Tests.Doors;

/// <summary>A service that does not answer, or not as it should, keeps nothing from the other, and nothing is lost.</summary>
[Collection(nameof(DisturbedStack))]
public sealed class ServiceAwayTests(TallyStack stack)
{
    private static readonly DateOnly First = new(2024, 4, 1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_that_does_not_answer_is_waited_for()
    {
        var sender = await stack.NewSender();
        await stack.CommunityBuilding.Freeze();
        try
        {
            // Not known to the one that answers: whether the other one has it cannot be said.
            await sender.Send(sender.Tally(1, measure: "nobody-has-it"));
            await stack.Until(() => Task.FromResult(stack.Gateway.Console.Contains("A tally waits: community-building", StringComparison.Ordinal)), "it waits");
            Assert.Empty(await stack.DeadLetters($"sender={sender.Name}"));
        }
        finally
        {
            await stack.CommunityBuilding.Thaw();
        }
        await stack.Until(async () => (await stack.DeadLetters($"sender={sender.Name}")).Count == 1, "it is decided");
    }

    [Fact]
    public async Task While_one_service_hangs_the_others_tallies_pass_it_and_afterwards_all_are_there_in_order()
    {
        const int Held = 300, Passing = 20;
        var (held, passing) = (await stack.NewSender(measures: 12), await stack.NewSender());
        var code = await TallyStack.Register(stack.CommunityBuilding, passing.Programme);
        await passing.Send(passing.Tally(First, 1, code), passing.Tally(1));
        await stack.Until(async () => (await stack.Tallied(code, stack.CommunityBuilding)).Count == 1, "both services are known");

        await stack.Consultation.Freeze();
        try
        {
            await held.Send([.. Enumerable.Range(0, Held).Select(n => held.Tally(First.AddDays(n / 12), n, held.Measures[n % 12]))]);
            await passing.Send([.. Enumerable.Range(1, Passing).Select(n => passing.Tally(First.AddDays(n), n, code))]);
            await stack.Until(async () => (await stack.Tallied(code, stack.CommunityBuilding)).Count > Passing, "the others pass");
        }
        finally
        {
            await stack.Consultation.Thaw();
        }

        await stack.Until(async () => (await Task.WhenAll(held.Measures.Select(measure => stack.Tallied(measure)))).Sum(tallied => tallied.Count) >= Held, "all are recorded");
        for (var n = 0; n < 12; n++)
        {
            Assert.Equal(Enumerable.Range(0, Held).Where(value => value % 12 == n).Select(value => (decimal)value), (await stack.Tallied(held.Measures[n])).Select(tally => tally.Value));
        }
        Assert.Empty(await stack.DeadLetters($"sender={held.Name}"));
    }

    [Fact]
    public async Task A_measure_at_which_its_service_fails_waits_as_a_dead_letter_and_not_for_ever()
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
    public async Task Given_out_again_without_a_name_an_overtaken_number_comes_not_back_by_itself_and_is_not_lost()
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
    public async Task What_the_broker_gave_up_stays_however_often_it_is_given_back()
    {
        var sender = await stack.NewSender();
        await stack.Gateway.Kill();
        await using (var connection = await new ConnectionFactory { Uri = new Uri(stack.Broker) }.CreateConnectionAsync(Cancelled))
        {
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), Cancelled);
            await channel.BasicPublishAsync("", AmqpTopology.DeadLetters, mandatory: true, new BasicProperties { MessageId = sender.Name }, "{}"u8.ToArray(), Cancelled);
            for (var times = 0; times <= AmqpTopology.DeliveryLimit; times++)
            {
                await TakeAndGiveBack(1, AmqpTopology.DeadLetters);
            }
        }

        await stack.KillAndStartAgain();

        await stack.Until(async () => (await stack.DeadLetters("field=delivery")).Any(letter => letter.GetProperty("messageId").GetString() == sender.Name), "it is in the list");
    }

    /// <summary>As a gateway does that dies with them.</summary>
    private async Task TakeAndGiveBack(int messages, string queue = AmqpTopology.Queue)
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
