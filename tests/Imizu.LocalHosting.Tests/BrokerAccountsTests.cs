using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Imizu.LocalHosting.Tests;

/// <summary>What provisioning lets each service do at the broker.</summary>
[Collection("Servers")]
public sealed class BrokerAccountsTests(Servers servers)
{
    private const int AccessRefused = 403, PreconditionFailed = 406;
    private const string Events = "imizu.events", Queue = "imizu.projection", OfOutreach = "jp.imizu.outreach.target-identified.v1", OfTallies = "jp.imizu.field-tallies.measure-tallied.v1";

    private static readonly (string Name, string Password)[] Services =
        [("imizu-outreach", "first"), ("imizu-consultation", "second"), ("imizu-projection", "third"), ("imizu-gateway", "fourth")];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Broker => servers.Running.RabbitMqConnectionString;

    [Fact]
    public async Task A_service_publishes_events_of_its_own_source_and_no_others()
    {
        await Provisioned();
        await using var outreach = await Connect("imizu-outreach");
        await using var consultation = await Connect("imizu-consultation");

        Assert.Equal(0, await Refusal(outreach, Publish(OfOutreach, "imizu-outreach")));
        Assert.Equal(0, await Refusal(consultation, Publish(OfTallies, "imizu-consultation")));
        Assert.Equal(AccessRefused, await Refusal(consultation, Publish(OfOutreach)));
        Assert.Equal(AccessRefused, await Refusal(outreach, Publish(OfTallies)));
        Assert.Equal(AccessRefused, await Refusal(outreach, Publish("jp.imizu.outreachish.v1")));
        Assert.Equal(PreconditionFailed, await Refusal(consultation, Publish(OfTallies, "imizu-community-building")));
    }

    [Fact]
    public async Task A_service_that_announces_reads_nothing_and_makes_nothing_else()
    {
        await Provisioned();
        await using var outreach = await Connect("imizu-outreach");
        Dictionary<string, Func<IChannel, Task>> attempts = new()
        {
            ["read the journal's queue"] = channel => channel.BasicGetAsync(Queue, autoAck: false, Cancelled),
            ["take everything out of it"] = channel => channel.QueuePurgeAsync(Queue, Cancelled),
            ["publish straight into it"] = channel => Publish(channel, "", Queue),
            ["declare a queue"] = channel => channel.QueueDeclareAsync(cancellationToken: Cancelled),
            ["send a tally"] = channel => Publish(channel, "imizu.field-tallies", "any"),
        };
        foreach (var (what, attempt) in attempts)
        {
            Assert.Equal((what, AccessRefused), (what, await Refusal(outreach, attempt)));
        }
    }

    [Fact]
    public async Task The_projection_and_the_gateway_publish_no_events()
    {
        await Provisioned();
        await using var projection = await Connect("imizu-projection");
        await using var gateway = await Connect("imizu-gateway");

        Assert.Equal(0, await Refusal(projection, channel => channel.BasicGetAsync(Queue, autoAck: false, Cancelled)));
        Assert.Equal(AccessRefused, await Refusal(projection, Publish(OfOutreach)));
        Assert.Equal(AccessRefused, await Refusal(projection, Publish(OfOutreach, "imizu-outreach")));
        Assert.Equal(AccessRefused, await Refusal(projection, channel => Publish(channel, "imizu.field-tallies", "any")));
        Assert.Equal(AccessRefused, await Refusal(gateway, Publish(OfOutreach)));
        Assert.Equal(AccessRefused, await Refusal(gateway, channel => channel.BasicGetAsync(Queue, autoAck: false, Cancelled)));
    }

    [Fact]
    public async Task Nobody_administers_the_broker_but_the_gateway()
    {
        await Provisioned();
        foreach (var (name, password) in Services)
        {
            using var service = Management(name, password);
            using var users = await service.GetAsync("api/users", Cancelled);
            Assert.Equal((name, name == "imizu-gateway" ? HttpStatusCode.OK : HttpStatusCode.Unauthorized), (name, users.StatusCode));
        }
    }

    [Fact]
    public async Task Done_again_it_changes_nothing_but_passwords()
    {
        await Provisioned();
        var before = await Arranged();

        await Provisioned([.. Services.Select(service => (service.Name, service.Password + "-new"))]);

        Assert.Equal(before, await Arranged());
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => Connect("imizu-outreach"));
        await Provisioned();
        await using var again = await Connect("imizu-outreach");
        Assert.True(again.IsOpen);
    }

    [Theory]
    [InlineData("http://imizu:wrong@", "/", "does not let in the administrator of ConnectionStrings:management")]
    [InlineData("http://imizu-outreach:first@", "/", "ConnectionStrings:management")]
    [InlineData("", "/nowhere", "has no virtual host \"nowhere\"")]
    public async Task What_the_broker_does_not_do_is_told_in_one_line(string instead, string virtualHost, string said)
    {
        await Provisioned();
        var management = instead is "" ? servers.Running.ManagementConnectionString : instead + new Uri(servers.Running.ManagementConnectionString).Authority;

        var (exitCode, output) = await ProvisioningRun.EndAsync(
            servers.Running.PostgresConnectionString, Broker.TrimEnd('/') + virtualHost, management, ("imizu-outreach", "first"));

        Assert.Equal(1, exitCode);
        Assert.Matches($"^Provisioning failed: .*{Regex.Escape(said)}", Assert.Single(output.Trim().Split('\n')));
        Assert.DoesNotContain("wrong@", output, StringComparison.Ordinal);
    }

    private async Task Provisioned(params (string Name, string Password)[] services)
    {
        await using (var administrator = await new ConnectionFactory { Uri = new Uri(Broker) }.CreateConnectionAsync(Cancelled))
        await using (var channel = await administrator.CreateChannelAsync(cancellationToken: Cancelled))
        {
            // As an earlier version has made them, under the administrator's account.
            await channel.ExchangeDeclareAsync(Events, ExchangeType.Topic, durable: true, cancellationToken: Cancelled);
            await channel.ExchangeDeclareAsync("imizu.field-tallies", ExchangeType.Topic, durable: true, cancellationToken: Cancelled);
            await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancelled);
        }

        var (exitCode, output) = await ProvisioningRun.EndAsync(
            servers.Running.PostgresConnectionString, Broker, servers.Running.ManagementConnectionString, services is [] ? Services : services);
        Assert.True(exitCode == 0, output);
    }

    /// <summary>All of the broker's accounts with their rights, and no passwords.</summary>
    private async Task<string> Arranged()
    {
        var administrator = new Uri(servers.Running.ManagementConnectionString).UserInfo.Split(':');
        using var management = Management(administrator[0], administrator[1]);
        var users = JsonDocument.Parse(await management.GetStringAsync("api/users", Cancelled)).RootElement.EnumerateArray()
            .Select(user => $"{user.GetProperty("name")} {user.GetProperty("tags")}");
        return string.Join(
            '\n', [.. users, await management.GetStringAsync("api/permissions", Cancelled), await management.GetStringAsync("api/topic-permissions", Cancelled)]);
    }

    private HttpClient Management(string name, string password)
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://{new Uri(servers.Running.ManagementConnectionString).Authority}") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));
        return client;
    }

    private Task<IConnection> Connect(string service) => new ConnectionFactory
    {
        Uri = new Uri(Broker),
        UserName = service,
        Password = Services.Single(known => known.Name == service).Password,
        AutomaticRecoveryEnabled = false,
    }.CreateConnectionAsync(Cancelled);

    private static Func<IChannel, Task> Publish(string routingKey, string? publisher = null) => channel => Publish(channel, Events, routingKey, publisher);

    private static async Task Publish(IChannel channel, string exchange, string routingKey, string? publisher = null)
    {
        var properties = new BasicProperties();
        if (publisher is not null)
        {
            properties.UserId = publisher;
        }

        await channel.BasicPublishAsync(exchange, routingKey, mandatory: false, properties, new byte[] { 1 }, Cancelled);
    }

    /// <summary>The code with which the broker closes a channel on which that is tried; 0 where it lets it be done.</summary>
    private static async Task<int> Refusal(IConnection connection, Func<IChannel, Task> attempt)
    {
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Cancelled);
        var closed = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, why) =>
        {
            closed.TrySetResult(why.ReplyCode);
            return Task.CompletedTask;
        };
        try
        {
            await attempt(channel);
            return 0;
        }
        catch (Exception e) when (e is OperationInterruptedException or AlreadyClosedException or PublishException)
        {
            return await closed.Task.WaitAsync(Cancelled);
        }
    }
}
