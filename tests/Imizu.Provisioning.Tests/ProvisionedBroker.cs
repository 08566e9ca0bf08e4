using System.Text.Json;
using Imizu.Testing.Servers;
using RabbitMQ.Client;
using Xunit;

namespace Imizu.Provisioning.Tests;

/// <summary>The broker as provisioning leaves it, to those who come with one of the services' accounts.</summary>
internal sealed class ProvisionedBroker(RunningStack servers)
{
    /// <summary>The exchange of all events, and the journal's queue.</summary>
    public const string Events = "imizu.events", Journal = "imizu.projection";

    /// <summary>Some services, with their passwords in these tests.</summary>
    public static readonly (string Name, string Password)[] Services =
        [("imizu-outreach", "first"), ("imizu-consultation", "second"), ("imizu-projection", "third"), ("imizu-gateway", "fourth")];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Lets the services in, with the passwords that they have in these tests or others.</summary>
    public async Task Provision(params (string Name, string Password)[] services)
    {
        await using (var administrator = await new ConnectionFactory { Uri = new Uri(servers.Broker) }.CreateConnectionAsync(Cancelled))
        await using (var channel = await administrator.CreateChannelAsync(cancellationToken: Cancelled))
        {
            // As an earlier version has made them, under the administrator's account.
            await channel.ExchangeDeclareAsync(Events, ExchangeType.Topic, durable: true, cancellationToken: Cancelled);
            await channel.ExchangeDeclareAsync("imizu.field-tallies", ExchangeType.Topic, durable: true, cancellationToken: Cancelled);
            await channel.QueueDeclareAsync(Journal, durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancelled);
        }

        var (exitCode, output) = await ProvisioningRun.EndAsync(
            servers.Postgres, servers.Broker, servers.Management, services is [] ? Services : services);
        Assert.True(exitCode == 0, output);
    }

    /// <summary>All of the broker's accounts with their rights, and no passwords.</summary>
    public async Task<string> Arranged()
    {
        using var management = Management();
        var users = JsonDocument.Parse(await management.GetStringAsync("api/users", Cancelled)).RootElement.EnumerateArray()
            .Select(user => $"{user.GetProperty("name")} {user.GetProperty("tags")}");
        return string.Join(
            '\n', [.. users, await management.GetStringAsync("api/permissions", Cancelled), await management.GetStringAsync("api/topic-permissions", Cancelled)]);
    }

    /// <summary>The management API as that user sees it.</summary>
    public HttpClient Management(string name, string password) => HttpBasic.Client(HttpBasic.Bare(new Uri(servers.Management)), name, password);

    /// <summary>The management API as the administrator sees it.</summary>
    public HttpClient Management() => HttpBasic.Client(new Uri(servers.Management));

    /// <summary>A connection with a service's account, which is not opened again where it is closed.</summary>
    public Task<IConnection> Connect(string service) => new ConnectionFactory
    {
        Uri = new Uri(servers.Broker),
        UserName = service,
        Password = Services.Single(known => known.Name == service).Password,
        AutomaticRecoveryEnabled = false,
    }.CreateConnectionAsync(Cancelled);

    /// <summary>Publishes an event, signed or not.</summary>
    public static Func<IChannel, Task> Publish(string routingKey, string? publisher = null) => channel => Publish(channel, Events, routingKey, publisher);

    /// <summary>Publishes anywhere.</summary>
    public static async Task Publish(IChannel channel, string exchange, string routingKey, string? publisher = null)
    {
        var properties = new BasicProperties();
        if (publisher is not null)
        {
            properties.UserId = publisher;
        }

        await channel.BasicPublishAsync(exchange, routingKey, mandatory: false, properties, new byte[] { 1 }, Cancelled);
    }
}
