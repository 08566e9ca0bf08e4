using System.Text;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Operations.Loading;
using Imizu.Testing.Servers;
using RabbitMQ.Client;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>What the broker may do to messages, and what the report makes of it.</summary>
[Collection(nameof(StackFixture))]
public sealed class FollowingTests(StackFixture stack)
{
    private const string Exchange = "imizu.events", Queue = "imizu.projection";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static string Target(int number) => $"/targets/0198c1d2-0000-7000-8000-{number:x12}";

    private Task<Reply> Identify(int number, int year) =>
        stack.Send(Services.Outreach, $"{Target(number)}/identification", $$"""{"on":"{{year}}-05-01","source":"neighbourhood"}""");

    private static async Task<IChannel> Channel(IConnection connection) => await connection.CreateChannelAsync(cancellationToken: Cancelled);

    private Task<IConnection> Connect() => Connect(stack.Stack.Broker);

    private static Task<IConnection> Connect(string broker) => new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync(Cancelled);

    private static string AccountOf(string service) => $"imizu-{service}";

    [Fact]
    public async Task What_cannot_be_read_goes_to_the_dead_letters_and_what_is_behind_it_is_counted()
    {
        await using var connection = await Connect();
        await using var channel = await Channel(connection);
        byte[][] poisoned = [Encoding.UTF8.GetBytes("not JSON"), [0xff, 0xfe, 0x00], Encoding.UTF8.GetBytes("{}"), Encoding.UTF8.GetBytes("""{"id":7}"""), new byte[1_000_000]];
        var before = await stack.DeadLetterCount();
        foreach (var body in poisoned)
        {
            await channel.BasicPublishAsync(Exchange, "jp.imizu.outreach.target-identified.v1", body, Cancelled);
        }
        await Identify(1, 2015);
        await stack.ReportOnce(2015, report => report.Value("outreach/targets-identified") == 1);
        await Eventually.Seen(stack.DeadLetterCount, count => count >= before + poisoned.Length, $"{before} and {poisoned.Length} more are dead letters");
    }

    [Fact]
    public async Task What_the_broker_lost_is_read_from_the_feed()
    {
        await Identify(11, 2016);
        await stack.ReportOnce(2016, report => report.Value("outreach/targets-identified") == 1);

        await using var connection = await Connect();
        await using var channel = await Channel(connection);
        await channel.QueueUnbindAsync(Queue, Exchange, "#", cancellationToken: Cancelled);
        for (var i = 12; i < 20; i++)
        {
            await Identify(i, 2016);
        }
        // Announced to nobody by now; what comes next shows that something is missing.
        await Task.Delay(TimeSpan.FromSeconds(1), Cancelled);
        await channel.QueueBindAsync(Queue, Exchange, "#", cancellationToken: Cancelled);
        await Identify(20, 2016);
        await stack.ReportOnce(2016, report => report.Value("outreach/targets-identified") == 10);
    }

    [Fact]
    public async Task What_the_broker_brings_twice_and_in_disorder_is_counted_once()
    {
        for (var i = 31; i < 41; i++)
        {
            await Identify(i, 2017);
        }
        await stack.ReportOnce(2017, report => report.Value("outreach/targets-identified") == 10);

        await using var connection = await Connect(stack.Stack.BrokerOf(Services.Outreach));
        await using var channel = await Channel(connection);
        using var feed = await stack.Http.GetAsync(new Uri(stack.Stack.Services[Services.Outreach], "/events?limit=1000"), Cancelled);
        foreach (var envelope in JsonSerializer.Deserialize<List<EventEnvelope>>(await feed.Content.ReadAsStringAsync(Cancelled), ContractJson.Options)!.AsEnumerable().Reverse())
        {
            await channel.BasicPublishAsync(
                Exchange, envelope.Type, mandatory: false, new BasicProperties { UserId = AccountOf(Services.Outreach) },
                JsonSerializer.SerializeToUtf8Bytes(envelope, ContractJson.Options), Cancelled);
        }
        await Identify(41, 2017);
        await stack.ReportOnce(2017, report => report.Value("outreach/targets-identified") == 11);
        await Task.Delay(TimeSpan.FromSeconds(1), Cancelled);
        Assert.Equal(11, (await stack.Report(2017)).Value("outreach/targets-identified"));
    }

    [Fact]
    public async Task An_event_that_another_account_than_its_sources_has_published_is_a_dead_letter_with_the_reason()
    {
        await Identify(51, 2018);
        await stack.ReportOnce(2018, report => report.Value("outreach/targets-identified") == 1);
        using var feed = await stack.Http.GetAsync(new Uri(stack.Stack.Services[Services.Outreach], "/events?limit=1000"), Cancelled);
        var last = JsonSerializer.Deserialize<List<EventEnvelope>>(await feed.Content.ReadAsStringAsync(Cancelled), ContractJson.Options)![^1];
        // What would be taken in, if it were outreach's: the very next event.
        var forged = last with { Id = Guid.NewGuid(), Subject = "target/0198c1d2-0000-7000-8000-00000000f0e6", Position = last.Position + 1, Previousposition = last.Position };
        var body = JsonSerializer.SerializeToUtf8Bytes(forged, ContractJson.Options);

        var (byAnother, byNobody) = ($"{Guid.NewGuid()}", $"{Guid.NewGuid()}");
        await using (var connection = await Connect(stack.Stack.BrokerOf(Services.Consultation)))
        await using (var channel = await Channel(connection))
        {
            // Under a key of its own, which the broker lets it use.
            const string OfTallies = "jp.imizu.field-tallies.measure-tallied.v1";
            await channel.BasicPublishAsync(Exchange, OfTallies, mandatory: false, new BasicProperties { MessageId = byAnother, UserId = AccountOf(Services.Consultation) }, body, Cancelled);
            await channel.BasicPublishAsync(Exchange, OfTallies, mandatory: false, new BasicProperties { MessageId = byNobody }, body, Cancelled);
        }

        Assert.Equal(
            ("Refused: the message says that it is of urn:imizu:outreach, and was published by the account imizu-consultation.", "imizu-consultation"), await DeadLetter(byAnother));
        Assert.Equal(
            ("Refused: the message says that it is of urn:imizu:outreach, and has no user-id that would say which account published it.", null), await DeadLetter(byNobody));
        await Identify(52, 2018);
        await stack.ReportOnce(2018, report => report.Value("outreach/targets-identified") == 2);
    }

    [Fact]
    public async Task An_event_that_is_none_of_its_sources_is_a_dead_letter_though_the_sources_own_account_has_published_it()
    {
        await Identify(61, 2014);
        await stack.ReportOnce(2014, report => report.Value("outreach/targets-identified") == 1);
        using var feed = await stack.Http.GetAsync(new Uri(stack.Stack.Services[Services.Outreach], "/events?limit=1000"), Cancelled);
        var last = JsonSerializer.Deserialize<List<EventEnvelope>>(await feed.Content.ReadAsStringAsync(Cancelled), ContractJson.Options)![^1];
        var forged = last with
        {
            Id = Guid.NewGuid(), Type = "jp.imizu.consultation.case-received.v1", Subject = "case/0198c1d2-0000-7000-8000-00000000f0e7",
            Data = JsonSerializer.Deserialize<JsonElement>("""{"on":"2014-05-01","route":"family"}"""), Position = last.Position + 1, Previousposition = last.Position,
        };

        var received = $"{Guid.NewGuid()}";
        await using (var connection = await Connect(stack.Stack.BrokerOf(Services.Outreach)))
        await using (var channel = await Channel(connection))
        {
            // The broker sees the key, which is the account's to use, and not the type.
            await channel.BasicPublishAsync(
                Exchange, last.Type, mandatory: false, new BasicProperties { MessageId = received, UserId = AccountOf(Services.Outreach) },
                JsonSerializer.SerializeToUtf8Bytes(forged, ContractJson.Options), Cancelled);
        }

        Assert.Equal(
            ("Refused: the message says that it is of urn:imizu:outreach, and its type is none of that source's.", AccountOf(Services.Outreach)), await DeadLetter(received));
        await Identify(62, 2014);
        await stack.ReportOnce(2014, report => report.Value("outreach/targets-identified") == 2);
    }

    /// <summary>Why a message is a dead letter, and who published it; it stays there.</summary>
    private async Task<(string? Reason, string? Publisher)> DeadLetter(string messageId)
    {
        await using var connection = await Connect();
        await Eventually.Seen(stack.DeadLetterCount, count => count > 0, "a dead letter");
        await using var channel = await Channel(connection);
        var found = new TaskCompletionSource<(string?, string?)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            if (message.BasicProperties.MessageId == messageId)
            {
                found.TrySetResult((Encoding.UTF8.GetString((byte[])message.BasicProperties.Headers!["MT-Fault-Message"]!), message.BasicProperties.UserId));
            }
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(StackFixture.DeadLetters, autoAck: false, consumer, Cancelled);
        return await found.Task.WaitAsync(Eventually.Patience, Cancelled);
    }
}
