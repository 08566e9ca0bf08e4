using System.Text.Json;
using Imizu.Contracts.FieldTallies;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Cli.Tests.DeadLetters;

/// <summary><c>imizu dead-letters send-again --all</c>: what was done is told, however it ends.</summary>
public sealed class SendingAllAgainTests
{
    [Fact]
    public async Task Where_the_gateway_goes_away_meanwhile_it_is_told_how_far_it_came()
    {
        // The latest first, as the gateway lists them; the oldest is sent first.
        var letters = new[] { "third", "second", "refused", "first" }.Select(Letter).ToList();
        await using var gateway = new PlayedService(asked => (asked.Method, asked.Path.Value) switch
        {
            ("GET", "/dead-letters") => (200, Json(new DeadLetterPage(letters.Count, 1, letters))),
            ("POST", "/dead-letters/first/sending") => (200, Json(new DeadLetterAnswer(Letter("first"), "{}", "e30=", 2, IsCut: false, []))),
            ("POST", "/dead-letters/refused/sending") => (409, """{"errors":{"measure":["no such"]}}"""),
            _ => null,
        });

        var (exit, output) = await CommandLineRun.In(
            TestProvider.Shared.CommandLine, "dead-letters", "send-again", "--all", "--url", gateway.Address.ToString());

        Assert.True(exit == 1, output);
        Assert.Contains("Taken in: 1. Refused again: 1. Without an answer, or not sent: 2.", output, StringComparison.Ordinal);
        Assert.Contains("refused 409: measure: no such", output, StringComparison.Ordinal);
    }

    private static DeadLetterLine Letter(string id) => new() { Id = id, At = DateTimeOffset.UnixEpoch, Door = "amqp", Sender = "sender", Field = "measure", Reason = "no such" };

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
}
