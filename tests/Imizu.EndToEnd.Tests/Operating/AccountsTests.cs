using System.Text.RegularExpressions;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.EndToEnd.Tests.Operating;

/// <summary>Whoever runs the stack lets another system in, and hands it what it needs.</summary>
[Collection(nameof(StackFixture))]
public sealed class AccountsTests(StackFixture stack)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_follower_gets_lines_for_its_environment_that_work_until_it_is_closed()
    {
        var name = $"f{Guid.NewGuid():N}"[..12];
        var added = await Accounts("add", name, "--follower");
        var (amqp, gateway) = (Line("IMIZU_AMQP", added), Line("IMIZU_GATEWAY", added));

        await using (await Connect(amqp))
        {
            Assert.Contains("urn:imizu:outreach", await Sources(gateway), StringComparison.Ordinal);
        }
        Assert.Matches($@"(?m)^{name} +follower ", await Accounts());
        Assert.DoesNotContain(gateway.UserInfo.Split(':')[1], await Accounts(), StringComparison.Ordinal);

        var renewed = await Accounts("password", name);
        Assert.NotEqual(gateway.UserInfo, Line("IMIZU_GATEWAY", renewed).UserInfo);
        await using (await Connect(Line("IMIZU_AMQP", renewed)))
        {
        }
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => Connect(amqp));

        await Accounts("close", name);
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => Connect(Line("IMIZU_AMQP", renewed)));
        Assert.Contains("name: ", await CommandLineRun.Refused("accounts", "close", name, "--data", stack.Stack.Folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_system_is_let_in_for_has_to_be_said()
    {
        Assert.Contains("--follower", await CommandLineRun.Refused("accounts", "add", "statistics", "--data", stack.Stack.Folder), StringComparison.Ordinal);
        Assert.Contains("programmes: ", await CommandLineRun.Refused("accounts", "add", "statistics", "--sender", "--data", stack.Stack.Folder), StringComparison.Ordinal);
    }

    private Task<string> Accounts(params string[] arguments) => CommandLineRun.Done(["accounts", .. arguments, "--data", stack.Stack.Folder]);

    private static Uri Line(string variable, string output) => new(Regex.Match(output, $"(?m)^export {variable}=(.+)$").Groups[1].Value);

    private static Task<IConnection> Connect(Uri amqp) =>
        new ConnectionFactory { Uri = amqp, AutomaticRecoveryEnabled = false }.CreateConnectionAsync(Cancelled);

    private static async Task<string> Sources(Uri gateway)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway, "/sources"));
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(gateway.UserInfo)));
        using var answer = await http.SendAsync(request, Cancelled);
        return await answer.Content.ReadAsStringAsync(Cancelled);
    }
}
