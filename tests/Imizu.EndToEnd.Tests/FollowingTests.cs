using System.Text;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Operations.Loading;
using RabbitMQ.Client;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>What the broker may do to messages, and what the report makes of it.</summary>
[Collection(nameof(StackFixture))]
public sealed class FollowingTests(StackFixture stack)
{
    private const string Exchange = "imizu.events", Queue = "imizu.projection", DeadLetters = "imizu.projection_error";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static string Target(int number) => $"/targets/0198c1d2-0000-7000-8000-{number:x12}";

    private Task<Reply> Identify(int number, int year) =>
        stack.Send(Services.Outreach, $"{Target(number)}/identification", $$"""{"on":"{{year}}-05-01","source":"neighbourhood"}""");

    private static async Task<IChannel> Channel(IConnection connection) => await connection.CreateChannelAsync(cancellationToken: Cancelled);

    private Task<IConnection> Connect() => new ConnectionFactory { Uri = new Uri(stack.Stack.Broker) }.CreateConnectionAsync(Cancelled);

    [Fact]
    public async Task What_cannot_be_read_goes_to_the_dead_letters_and_what_is_behind_it_is_counted()
    {
        await using var connection = await Connect();
        await using var channel = await Channel(connection);
        byte[][] poisoned = [Encoding.UTF8.GetBytes("not JSON"), [0xff, 0xfe, 0x00], Encoding.UTF8.GetBytes("{}"), Encoding.UTF8.GetBytes("""{"id":7}"""), new byte[1_000_000]];
        var before = await DeadLetterCount();
        foreach (var body in poisoned)
        {
            await channel.BasicPublishAsync(Exchange, "jp.imizu.outreach.target-identified.v1", body, Cancelled);
        }
        await Identify(1, 2015);
        await stack.ReportOnce(2015, report => report.Outreach.Indicators[0].Result == 1);
        for (var tries = 0; await DeadLetterCount() < before + poisoned.Length; tries++)
        {
            Assert.True(tries < 200, $"{await DeadLetterCount() - before} of {poisoned.Length} are dead letters.");
            await Task.Delay(100, Cancelled);
        }
    }

    [Fact]
    public async Task What_the_broker_lost_is_read_from_the_feed()
    {
        await Identify(11, 2016);
        await stack.ReportOnce(2016, report => report.Outreach.Indicators[0].Result == 1);

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
        await stack.ReportOnce(2016, report => report.Outreach.Indicators[0].Result == 10);
    }

    [Fact]
    public async Task What_the_broker_brings_twice_and_in_disorder_is_counted_once()
    {
        for (var i = 31; i < 41; i++)
        {
            await Identify(i, 2017);
        }
        await stack.ReportOnce(2017, report => report.Outreach.Indicators[0].Result == 10);

        await using var connection = await Connect();
        await using var channel = await Channel(connection);
        using var feed = await stack.Http.GetAsync(new Uri(stack.Stack.Services[Services.Outreach], "/events?limit=1000"), Cancelled);
        foreach (var envelope in JsonSerializer.Deserialize<List<EventEnvelope>>(await feed.Content.ReadAsStringAsync(Cancelled), ContractJson.Options)!.AsEnumerable().Reverse())
        {
            await channel.BasicPublishAsync(Exchange, envelope.Type, JsonSerializer.SerializeToUtf8Bytes(envelope, ContractJson.Options), Cancelled);
        }
        await Identify(41, 2017);
        await stack.ReportOnce(2017, report => report.Outreach.Indicators[0].Result == 11);
        await Task.Delay(TimeSpan.FromSeconds(1), Cancelled);
        Assert.Equal(11, (await stack.Report(2017)).Outreach.Indicators[0].Result);
    }

    private async Task<uint> DeadLetterCount()
    {
        await using var connection = await Connect();
        await using var channel = await Channel(connection);
        try
        {
            return await channel.MessageCountAsync(DeadLetters, Cancelled);
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return 0;
        }
    }
}
