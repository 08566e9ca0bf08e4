using System.Net;
using System.Text.RegularExpressions;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;
using static Imizu.LocalHosting.Tests.ProvisionedBroker;

namespace Imizu.LocalHosting.Tests;

/// <summary>What provisioning lets each service do at the broker.</summary>
[Collection("Servers")]
public sealed class BrokerAccountsTests(Servers servers)
{
    private const int AccessRefused = 403, PreconditionFailed = 406;
    private const string OfOutreach = "jp.imizu.outreach.target-identified.v1", OfTallies = "jp.imizu.field-tallies.measure-tallied.v1";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ProvisionedBroker Broker => new(servers.Running);

    [Fact]
    public async Task A_service_publishes_events_of_its_own_source_and_no_others()
    {
        await Broker.Provision();
        await using var outreach = await Broker.Connect("imizu-outreach");
        await using var consultation = await Broker.Connect("imizu-consultation");

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
        await Broker.Provision();
        await using var outreach = await Broker.Connect("imizu-outreach");
        Dictionary<string, Func<IChannel, Task>> attempts = new()
        {
            ["read the journal's queue"] = channel => channel.BasicGetAsync(Journal, autoAck: false, Cancelled),
            ["take everything out of it"] = channel => channel.QueuePurgeAsync(Journal, Cancelled),
            ["publish straight into it"] = channel => Publish(channel, "", Journal),
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
        await Broker.Provision();
        await using var projection = await Broker.Connect("imizu-projection");
        await using var gateway = await Broker.Connect("imizu-gateway");

        Assert.Equal(0, await Refusal(projection, channel => channel.BasicGetAsync(Journal, autoAck: false, Cancelled)));
        Assert.Equal(AccessRefused, await Refusal(projection, Publish(OfOutreach)));
        Assert.Equal(AccessRefused, await Refusal(projection, Publish(OfOutreach, "imizu-outreach")));
        Assert.Equal(AccessRefused, await Refusal(projection, channel => Publish(channel, "imizu.field-tallies", "any")));
        Assert.Equal(AccessRefused, await Refusal(gateway, Publish(OfOutreach)));
        Assert.Equal(AccessRefused, await Refusal(gateway, channel => channel.BasicGetAsync(Journal, autoAck: false, Cancelled)));
    }

    [Fact]
    public async Task Nobody_administers_the_broker_but_the_gateway()
    {
        await Broker.Provision();
        foreach (var (name, password) in Services)
        {
            using var service = Broker.Management(name, password);
            using var users = await service.GetAsync("api/users", Cancelled);
            Assert.Equal((name, name == "imizu-gateway" ? HttpStatusCode.OK : HttpStatusCode.Unauthorized), (name, users.StatusCode));
        }
    }

    [Fact]
    public async Task Done_again_it_changes_nothing_but_passwords()
    {
        await Broker.Provision();
        var before = await Broker.Arranged();

        await Broker.Provision([.. Services.Select(service => (service.Name, service.Password + "-new"))]);

        Assert.Equal(before, await Broker.Arranged());
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => Broker.Connect("imizu-outreach"));
        await Broker.Provision();
        await using var again = await Broker.Connect("imizu-outreach");
        Assert.True(again.IsOpen);
    }

    [Theory]
    [InlineData("http://imizu:wrong@", "/", "does not let in the administrator of ConnectionStrings:management")]
    [InlineData("http://imizu-outreach:first@", "/", "ConnectionStrings:management")]
    [InlineData("", "/nowhere", "has no virtual host \"nowhere\"")]
    public async Task What_the_broker_does_not_do_is_told_in_one_line(string instead, string virtualHost, string said)
    {
        await Broker.Provision();
        var management = instead is "" ? servers.Running.ManagementConnectionString : instead + new Uri(servers.Running.ManagementConnectionString).Authority;

        var (exitCode, output) = await ProvisioningRun.EndAsync(
            servers.Running.PostgresConnectionString, servers.Running.RabbitMqConnectionString.TrimEnd('/') + virtualHost, management, ("imizu-outreach", "first"));

        Assert.Equal(1, exitCode);
        Assert.Matches($"^Provisioning failed: .*{Regex.Escape(said)}", Assert.Single(output.Trim().Split('\n')));
        Assert.DoesNotContain("wrong@", output, StringComparison.Ordinal);
    }
}
