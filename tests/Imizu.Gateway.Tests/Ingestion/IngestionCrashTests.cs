using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Imizu.Gateway.Tests.Ingestion;

/// <summary>The collection of tests that share a gateway which they kill and whose services they suspend.</summary>
[CollectionDefinition(nameof(CrashedStack))]
public sealed class CrashedStack : ICollectionFixture<TallyStack>;

/// <summary>Crashes during ingestion: each tally is recorded exactly once.</summary>
[Collection(nameof(CrashedStack))]
public sealed class IngestionCrashTests(TallyStack stack)
{
    private const int Many = 150;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_gateway_killed_amid_messages_and_a_file_loses_and_doubles_nothing()
    {
        var sender = await stack.NewSender(measures: 3);
        var (byMessage, byFile) = (sender.Measures[0], sender.Measures[1]);
        string[] rows = [.. Enumerable.Range(1, Many).Select(n => $"{sender.Programme},{byFile},件,{Day(n):yyyy-MM-dd},{Day(n):yyyy-MM-dd},{(n == 9 ? "-1" : n)}")];
        var first = sender.Upload("all.csv", rows);
        await stack.Until(async () => (await stack.Tallied(byFile)).Count > 10, "the file is begun");
        await sender.SendAll([.. Enumerable.Range(1, Many).Select(n => (Encoding.UTF8.GetBytes(sender.Tally(Day(n), n, byMessage)), n % 2 == 0 ? $"{sender.Name}-{n}" : null))]);

        await stack.KillAndStartAgain();
        // Whoever has no answer sends the same again.
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => first);
        var (status, answer) = await sender.Upload("all.csv", rows);
        await stack.Until(async () => (await stack.Tallied(byMessage)).Count > 3, "some messages");
        await stack.KillAndStartAgain();

        Assert.Equal((HttpStatusCode.Created, Many - 1, 1), (status, answer.GetProperty("accepted").GetInt32(), answer.GetProperty("refused").GetInt32()));
        await stack.Until(async () => (await stack.Tallied(byMessage)).Count >= Many, "all are recorded");
        Assert.Equal(Enumerable.Range(1, Many).Select(n => (decimal)n), (await stack.Tallied(byMessage)).Select(tally => tally.Value));
        Assert.Equal(Enumerable.Range(1, Many).Where(n => n != 9).Select(n => (decimal)n), (await stack.Tallied(byFile)).Select(tally => tally.Value));
        Assert.Single(await stack.DeadLetters($"sender={sender.Name}"));
    }

    [Fact]
    public async Task The_consumer_reconnects_after_the_broker_closes_the_connection()
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
            return all.Count >= 1;
        }, "the gateway's connection is listed");
        foreach (var connection in all)
        {
            using var closed = await stack.Management.DeleteAsync($"api/connections/{Uri.EscapeDataString(connection)}", Cancelled);
        }
    }
}
