using System.Text;
using System.Text.Json;
using Imizu.Testing.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Imizu.Gateway.Tests.Broker;

/// <summary>An account's permissions at the broker, tried with a plain AMQP client.</summary>
[Collection(nameof(RunningGateway))]
public sealed class PermissionsTests(RunningGateway gateway)
{
    private const string Events = "imizu.events", Tallies = "imizu.field-tallies";

    private static readonly byte[] Body = "{}"u8.ToArray();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_follower_declares_a_queue_of_its_own_name_and_gets_the_events()
    {
        var follower = await gateway.NewAccount();
        await using var connection = await gateway.Connect(follower);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        await channel.DeclareBound($"{follower.Name}.events");

        await gateway.Record();

        var message = await channel.Next($"{follower.Name}.events");
        Assert.Equal("jp.imizu.consultation.case-received.v1", message.RoutingKey);
        Assert.Equal("urn:imizu:consultation", JsonDocument.Parse(message.Body).RootElement.GetProperty("source").GetString());
    }

    [Fact]
    public async Task A_follower_cannot_publish_events_or_use_objects_of_others()
    {
        var (follower, other) = (await gateway.NewAccount(), await gateway.NewAccount());
        await using var otherConnection = await gateway.Connect(other);
        await using var theirs = await otherConnection.CreateChannelAsync(cancellationToken: Cancelled);
        await theirs.DeclareBound($"{other.Name}.events");
        await using var administrator = await gateway.Connect();
        await using var ours = await administrator.CreateChannelAsync(cancellationToken: Cancelled);
        await ours.DeclareBound("imizu.projection");
        await ours.ExchangeDeclareAsync(Tallies, ExchangeType.Topic, durable: true, cancellationToken: Cancelled);
        await using var connection = await gateway.Connect(follower);

        Dictionary<string, Func<IChannel, Task>> attempts = new()
        {
            ["publish an event"] = channel => channel.BasicPublishAsync(Events, "jp.imizu.forged.v1", Body, Cancelled).AsTask(),
            ["publish a tally"] = channel => channel.BasicPublishAsync(Tallies, "x", Body, Cancelled).AsTask(),
            ["publish into another's queue"] = channel => channel.BasicPublishAsync("", $"{other.Name}.events", Body, Cancelled).AsTask(),
            ["read another's queue"] = channel => channel.BasicGetAsync($"{other.Name}.events", autoAck: true, Cancelled),
            ["consume another's queue"] = channel => channel.BasicConsumeAsync($"{other.Name}.events", autoAck: true, new AsyncDefaultBasicConsumer(channel), Cancelled),
            ["empty another's queue"] = channel => channel.QueuePurgeAsync($"{other.Name}.events", Cancelled),
            ["delete another's queue"] = channel => channel.QueueDeleteAsync($"{other.Name}.events", cancellationToken: Cancelled),
            ["bind another's queue"] = channel => channel.QueueBindAsync($"{other.Name}.events", Events, "x", cancellationToken: Cancelled),
            ["read the projection's queue"] = channel => channel.BasicGetAsync("imizu.projection", autoAck: true, Cancelled),
            ["delete the events' exchange"] = channel => channel.ExchangeDeleteAsync(Events, cancellationToken: Cancelled),
            ["declare a queue of Imizu's"] = channel => channel.QueueDeclareAsync("imizu.x", durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancelled),
            ["declare an exchange of Imizu's"] = channel => channel.ExchangeDeclareAsync("imizu.x", ExchangeType.Fanout, cancellationToken: Cancelled),
            ["declare a queue with its name as a beginning"] = channel => channel.QueueDeclareAsync($"{follower.Name}x.events", durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancelled),
            ["declare a queue that anybody names"] = channel => channel.QueueDeclareAsync("", cancellationToken: Cancelled),
            ["bind its queue to the tallies"] = async channel =>
            {
                await channel.DeclareBound($"{follower.Name}.events");
                await channel.QueueBindAsync($"{follower.Name}.events", Tallies, "#", cancellationToken: Cancelled);
            },
            ["have its dead letters become events"] = channel => channel.QueueDeclareAsync($"{follower.Name}.dead", durable: true, exclusive: false, autoDelete: false,
                new Dictionary<string, object?> { ["x-dead-letter-exchange"] = Events }, cancellationToken: Cancelled),
        };
        foreach (var (what, attempt) in attempts)
        {
            Assert.Equal((what, BrokerRefusal.AccessRefused), (what, await connection.Refusal(attempt)));
        }
    }

    [Fact]
    public async Task A_sender_can_only_publish_tallies_with_its_own_user_id()
    {
        await gateway.Register("利用者支援事業");
        var sender = await gateway.NewAccount("sender", "利用者支援事業");
        await using var administrator = await gateway.Connect();
        await using var ours = await administrator.CreateChannelAsync(cancellationToken: Cancelled);
        await ours.ExchangeDeclareAsync(Tallies, ExchangeType.Topic, durable: true, cancellationToken: Cancelled);
        await ours.QueueDeclareAsync("imizu.seen", durable: false, exclusive: false, autoDelete: true, cancellationToken: Cancelled);
        await ours.QueueBindAsync("imizu.seen", Tallies, sender.Name, cancellationToken: Cancelled);
        await using var connection = await gateway.Connect(sender);

        Func<IChannel, Task> PublishAs(string user) => channel =>
            channel.BasicPublishAsync(Tallies, sender.Name, mandatory: false, new BasicProperties { UserId = user }, Body, Cancelled).AsTask();

        Assert.Equal(0, await connection.Refusal(PublishAs(sender.Name)));
        Assert.Equal(BrokerRefusal.PreconditionFailed, await connection.Refusal(PublishAs("somebody-else")));
        Assert.Equal(sender.Name, (await ours.Next("imizu.seen")).BasicProperties.UserId);
        Assert.Null(await ours.BasicGetAsync("imizu.seen", autoAck: true, Cancelled));

        Dictionary<string, Func<IChannel, Task>> attempts = new()
        {
            ["publish an event"] = channel => channel.BasicPublishAsync(Events, "jp.imizu.forged.v1", Body, Cancelled).AsTask(),
            ["publish into a queue"] = channel => channel.BasicPublishAsync("", "imizu.seen", Body, Cancelled).AsTask(),
            ["consume"] = channel => channel.BasicConsumeAsync("imizu.seen", autoAck: true, new AsyncDefaultBasicConsumer(channel), Cancelled),
            ["bind"] = channel => channel.QueueBindAsync("imizu.seen", Events, "#", cancellationToken: Cancelled),
            ["declare a queue"] = channel => channel.QueueDeclareAsync($"{sender.Name}.events", durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancelled),
            ["declare an exchange"] = channel => channel.ExchangeDeclareAsync($"{sender.Name}.events", ExchangeType.Fanout, cancellationToken: Cancelled),
        };
        foreach (var (what, attempt) in attempts)
        {
            Assert.Equal((what, BrokerRefusal.AccessRefused), (what, await connection.Refusal(attempt)));
        }
    }

    [Fact]
    public async Task Closing_an_account_closes_its_connections_and_deletes_its_queue()
    {
        var follower = await gateway.NewAccount();
        await using var connection = await gateway.Connect(follower);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        await channel.DeclareBound($"{follower.Name}.events");
        var cut = CutOff(connection);
        using var theOperator = gateway.Operator;

        using var closed = await theOperator.DeleteAsync($"/accounts/{follower.Name}", Cancelled);

        Assert.Contains("\"atBroker\":true", await closed.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        await cut.WaitAsync(Eventually.Patience, Cancelled);
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => gateway.Connect(follower));
        using var user = await gateway.Management.GetAsync($"api/users/{follower.Name}", Cancelled);
        using var queue = await gateway.Management.GetAsync($"api/queues/{gateway.VirtualHost}/{follower.Name}.events", Cancelled);
        Assert.Equal((System.Net.HttpStatusCode.NotFound, System.Net.HttpStatusCode.NotFound), (user.StatusCode, queue.StatusCode));
    }

    [Fact]
    public async Task A_new_password_closes_connections_that_were_opened_with_the_old_one()
    {
        var follower = await gateway.NewAccount();
        await using var connection = await gateway.Connect(follower);
        var cut = CutOff(connection);
        using var theOperator = gateway.Operator;

        using var answer = await theOperator.PostAsync($"/accounts/{follower.Name}/password", content: null, Cancelled);

        await cut.WaitAsync(Eventually.Patience, Cancelled);
        var password = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled)).RootElement.GetProperty("password").GetString()!;
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => gateway.Connect(follower));
        await using var again = await gateway.Connect((follower.Name, password));
        Assert.True(again.IsOpen);
    }

    [Fact]
    public async Task A_broker_user_of_another_installation_is_not_changed()
    {
        var name = $"x{Guid.NewGuid():N}"[..20];
        using var made = await gateway.Management.PutAsync($"api/users/{name}", new StringContent("""{"password":"theirs","tags":""}""", Encoding.UTF8, "application/json"), Cancelled);
        using var theOperator = gateway.Operator;

        using var answer = await theOperator.PutAsync($"/accounts/{name}", new StringContent("""{"kind":"follower"}""", Encoding.UTF8, "application/json"), Cancelled);

        Assert.Equal(System.Net.HttpStatusCode.Conflict, answer.StatusCode);
        Assert.DoesNotContain(name, await theOperator.GetStringAsync("/accounts", Cancelled), StringComparison.Ordinal);
        using var gone = await gateway.Management.DeleteAsync($"api/users/{name}", Cancelled);
    }

    private static Task CutOff(IConnection connection)
    {
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionShutdownAsync += (_, _) =>
        {
            cut.TrySetResult();
            return Task.CompletedTask;
        };
        return cut.Task;
    }
}
