using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Imizu.Testing.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;
using static Imizu.Provisioning.Tests.ProvisionedBroker;
using static Imizu.Testing.Servers.BrokerRefusal;

namespace Imizu.Provisioning.Tests;

/// <summary>What provisioning lets each service do at the broker.</summary>
[Collection(nameof(ProvisioningServers))]
public sealed class BrokerAccountsTests(ProvisioningServers servers)
{
    private const string OfOutreach = "jp.imizu.outreach.target-identified.v1", OfTallies = "jp.imizu.field-tallies.measure-tallied.v1";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ProvisionedBroker Broker => new(servers.Running);

    [Fact]
    public async Task A_service_publishes_events_of_its_own_source_and_no_others()
    {
        await Broker.Provision();
        await using var outreach = await Broker.Connect("imizu-outreach");
        await using var consultation = await Broker.Connect("imizu-consultation");

        Assert.Equal(0, await outreach.Refusal(Publish(OfOutreach, "imizu-outreach")));
        Assert.Equal(0, await consultation.Refusal(Publish(OfTallies, "imizu-consultation")));
        Assert.Equal(AccessRefused, await consultation.Refusal(Publish(OfOutreach)));
        Assert.Equal(AccessRefused, await outreach.Refusal(Publish(OfTallies)));
        Assert.Equal(AccessRefused, await outreach.Refusal(Publish("jp.imizu.outreachish.v1")));
        Assert.Equal(PreconditionFailed, await consultation.Refusal(Publish(OfTallies, "imizu-community-building")));
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
            Assert.Equal((what, AccessRefused), (what, await outreach.Refusal(attempt)));
        }
    }

    [Fact]
    public async Task The_projection_publishes_its_own_events_in_nobody_elses_place_and_the_gateway_none()
    {
        await Broker.Provision();
        await using var projection = await Broker.Connect("imizu-projection");
        await using var gateway = await Broker.Connect("imizu-gateway");

        Assert.Equal(0, await projection.Refusal(channel => channel.BasicGetAsync(Journal, autoAck: false, Cancelled)));
        Assert.Equal(0, await projection.Refusal(Publish("jp.imizu.projection.year-closed.v1", "imizu-projection")));
        Assert.Equal(AccessRefused, await projection.Refusal(Publish(OfOutreach)));
        Assert.Equal(AccessRefused, await projection.Refusal(Publish(OfOutreach, "imizu-outreach")));
        Assert.Equal(AccessRefused, await projection.Refusal(channel => Publish(channel, "imizu.field-tallies", "any")));
        Assert.Equal(AccessRefused, await gateway.Refusal(Publish(OfOutreach)));
        Assert.Equal(AccessRefused, await gateway.Refusal(channel => channel.BasicGetAsync(Journal, autoAck: false, Cancelled)));
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
        var management = instead is "" ? servers.Running.Management : instead + new Uri(servers.Running.Management).Authority;

        var (exitCode, output) = await ProvisioningRun.EndAsync(
            servers.Running.Postgres, servers.Running.Broker.TrimEnd('/') + virtualHost, management, ("imizu-outreach", "first"));

        Assert.Equal(1, exitCode);
        Assert.Matches($"^Provisioning failed: .*{Regex.Escape(said)}", Assert.Single(output.Trim().Split('\n')));
        Assert.DoesNotContain("wrong@", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admin:secret@broker:5672/imizu", null, "ConnectionStrings:messaging", "amqp:// or amqps://")]
    [InlineData("http://admin:secret@broker:5672", null, "ConnectionStrings:messaging", "amqp:// or amqps://")]
    [InlineData("amqp:///imizu", null, "ConnectionStrings:messaging", "names a host")]
    [InlineData(null, "admin:secret@broker:15672", "ConnectionStrings:management", "http:// or https://")]
    [InlineData(null, "broker:15672", "ConnectionStrings:management", "http:// or https://")]
    public async Task An_address_without_its_scheme_or_host_is_refused_by_its_name_and_not_repeated(
        string? messaging, string? management, string named, string said)
    {
        var (exitCode, output) = await ProvisioningRun.EndAsync(
            servers.Running.Postgres, messaging ?? servers.Running.Broker, management ?? servers.Running.Management,
            ("imizu-outreach", "first"));

        Assert.Equal(1, exitCode);
        Assert.Matches($"^Provisioning failed: {named} .*{Regex.Escape(said)}", Assert.Single(output.Trim().Split('\n')));
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
        Assert.DoesNotContain("broker:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_with_rights_on_another_virtual_host_is_anothers_and_nothing_is_touched()
    {
        await Broker.Provision();
        using var management = Broker.Management();
        await Change(management.PutAsync("api/vhosts/another-city", null, Cancelled));
        await Change(management.PutAsJsonAsync("api/users/imizu-participation", new { password = "theirs", tags = "" }, Cancelled));
        await Change(management.PutAsJsonAsync("api/permissions/another-city/imizu-participation", new { configure = "", write = "", read = "" }, Cancelled));
        var before = await Broker.Arranged();
        try
        {
            var (exitCode, output) = await ProvisioningRun.EndAsync(
                servers.Running.Postgres, servers.Running.Broker, servers.Running.Management,
                ("imizu-not-made", "any"), ("imizu-participation", "ours"));

            Assert.Equal(1, exitCode);
            Assert.StartsWith(
                "Provisioning failed: the account imizu-participation at the broker has rights on the virtual host \"another-city\"",
                Assert.Single(output.Trim().Split('\n')), StringComparison.Ordinal);
            Assert.Equal(before, await Broker.Arranged());
            using var theirs = await new ConnectionFactory
            {
                Uri = new Uri(servers.Running.Broker), VirtualHost = "another-city", UserName = "imizu-participation", Password = "theirs",
            }.CreateConnectionAsync(Cancelled);
            Assert.True(theirs.IsOpen);
        }
        finally
        {
            await Change(management.DeleteAsync("api/users/imizu-participation", Cancelled));
            await Change(management.DeleteAsync("api/vhosts/another-city", Cancelled));
        }
    }

    private static async Task Change(Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        answer.EnsureSuccessStatusCode();
    }
}
