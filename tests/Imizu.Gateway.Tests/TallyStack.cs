using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Gateway.Tests;

/// <summary>The tests that share one gateway for tallies.</summary>
[CollectionDefinition(nameof(TallyStack))]
public sealed class SharedTallyStack : ICollectionFixture<TallyStack>;

/// <summary>A gateway that other systems send tallies to.</summary>
public class TallyStack(TestServers servers) : RunningGateway(servers)
{
    /// <summary>A sender with a programme that is its own, and measures of that.</summary>
    public async Task<TallySender> NewSender(int measures = 1, string kind = "flow")
    {
        var programme = NewProgramme();
        var codes = new List<string>();
        for (var number = 1; number <= measures; number++)
        {
            codes.Add(await Register(programme, kind, measure: number == 1 ? "相談件数" : $"相談件数その{number}"));
        }
        var (name, password) = await NewAccount("sender", programme);
        return new TallySender(this, name, password, programme, codes);
    }

    /// <summary>The values of a measure's stream, oldest first; null while there is none.</summary>
    public async Task<IReadOnlyList<(string From, string To, decimal Value)>> Tallied(string code)
    {
        using var answer = await CommunityBuilding.Http.GetAsync($"/measures/{code}", TestContext.Current.CancellationToken);
        var history = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return
        [
            .. history.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("data")).Where(data => data.TryGetProperty("value", out _))
                .Select(data => (data.GetProperty("from").GetString()!, data.GetProperty("to").GetString()!, data.GetProperty("value").GetDecimal())),
        ];
    }

    /// <summary>The dead letters that a filter finds.</summary>
    public async Task<IReadOnlyList<JsonElement>> DeadLetters(string query)
    {
        using var theOperator = Operator;
        var letters = new List<JsonElement>();
        for (var page = 1; ; page++)
        {
            var found = await theOperator.GetFromJsonAsync<JsonElement>($"/dead-letters?{query}&limit=500&page={page}", TestContext.Current.CancellationToken);
            letters.AddRange(found.GetProperty("letters").EnumerateArray());
            if (letters.Count >= found.GetProperty("total").GetInt32())
            {
                return letters;
            }
        }
    }

    /// <summary>IsWaiting until something is so; what never is fails with what the gateway said.</summary>
    public Task Until(Func<Task<bool>> isSo, string what) => Eventually.Is(isSo, what, () => Gateway.Console);

    /// <summary>How many messages a queue holds, given out or not, as the management API knew it some seconds ago; -1 where it knew nothing yet.</summary>
    public async Task<int> Held(string queue)
    {
        using var answer = await Management.GetAsync($"api/queues/{VirtualHost}/{queue}", TestContext.Current.CancellationToken);
        var found = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return found.TryGetProperty("messages", out var messages) ? messages.GetInt32() : -1;
    }
}
