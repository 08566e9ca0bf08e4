using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Imizu.Gateway.Tests.Doors;

/// <summary>The tests that share another gateway for tallies, which they kill, and whose services they hold still.</summary>
[CollectionDefinition(nameof(DisturbedStack))]
public sealed class DisturbedStack : ICollectionFixture<TallyStack>;

/// <summary>Whatever dies meanwhile: each tally is recorded, and once.</summary>
[Collection(nameof(DisturbedStack))]
public sealed class NothingIsLostTests(TallyStack stack)
{
    private const int Many = 150;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_amid_messages_and_a_file_it_goes_on_where_it_was()
    {
        var sender = await stack.NewSender(measures: 3);
        var (byMessage, byFile) = (sender.Measures[0], sender.Measures[1]);
        var rows = Enumerable.Range(1, Many).Select(n => $"{sender.Programme},{byFile},件,{Day(n):yyyy-MM-dd},{Day(n):yyyy-MM-dd},{(n == 9 ? "-1" : n)}");
        var desks = new InboxDesks(stack);
        var folder = Directory.CreateDirectory(Path.Combine(stack.Inbox, sender.Name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "all.csv"), $"事業,項目,単位,開始日,終了日,値\n{string.Join('\n', rows)}", Encoding.UTF8, Cancelled);
        await stack.Until(async () => (await stack.Tallied(byFile)).Count > 3, "the file is begun");
        await sender.SendAll([.. Enumerable.Range(1, Many).Select(n => (Encoding.UTF8.GetBytes(sender.Tally(Day(n), n, byMessage)), n % 2 == 0 ? $"{sender.Name}-{n}" : null))]);

        await stack.KillAndStartAgain();
        await stack.Until(async () => (await stack.Tallied(byMessage)).Count > 3, "some messages");
        await stack.KillAndStartAgain();

        await stack.Until(async () => (await stack.Tallied(byMessage)).Count >= Many && desks.Own(sender.Name, "taken", "all.csv").Count == 1, "all are recorded");
        Assert.Equal(Enumerable.Range(1, Many).Select(n => (decimal)n), (await stack.Tallied(byMessage)).Select(tally => tally.Value));
        Assert.Equal(Enumerable.Range(1, Many).Where(n => n != 9).Select(n => (decimal)n), (await stack.Tallied(byFile)).Select(tally => tally.Value));
        Assert.Single(await stack.DeadLetters($"sender={sender.Name}"));
    }

    [Fact]
    public async Task A_broker_that_hangs_up_is_called_again()
    {
        var sender = await stack.NewSender();
        await sender.SendAll([.. Enumerable.Range(1, Many).Select(n => (Encoding.UTF8.GetBytes(sender.Tally(Day(n), n)), (string?)$"{sender.Name}-{n}"))]);
        await stack.Until(async () => (await stack.Tallied(sender.Measure)).Count > 0, "it has begun");

        await HangUp();

        await stack.Until(async () => (await stack.Tallied(sender.Measure)).Count >= Many, "all are recorded");
        Assert.Equal(Enumerable.Range(1, Many).Select(n => (decimal)n), (await stack.Tallied(sender.Measure)).Select(tally => tally.Value));
        Assert.Empty(await stack.DeadLetters($"sender={sender.Name}"));
    }

    private static DateOnly Day(int n) => new DateOnly(2024, 4, 1).AddDays(n);

    /// <summary>Closes the gateway's connections, as a broker does that goes down.</summary>
    private async Task HangUp()
    {
        var all = new List<string>();
        // The management API lists a connection some seconds after it came.
        await stack.Until(async () =>
        {
            var connections = await stack.Management.GetFromJsonAsync<JsonElement>($"api/vhosts/{stack.VirtualHost}/connections", Cancelled);
            all = [.. connections.EnumerateArray()
                .Where(connection => connection.TryGetProperty("client_properties", out var client) && client.TryGetProperty("connection_name", out var name)
                    && name.GetString()!.StartsWith("gateway: ", StringComparison.Ordinal))
                .Select(connection => connection.GetProperty("name").GetString()!)];
            return all.Count >= 2;
        }, "the gateway's connections are listed");
        foreach (var connection in all)
        {
            using var closed = await stack.Management.DeleteAsync($"api/connections/{Uri.EscapeDataString(connection)}", Cancelled);
        }
    }
}
