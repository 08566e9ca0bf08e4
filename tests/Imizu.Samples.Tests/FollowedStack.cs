using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Operations.Loading;
using Imizu.Operations.Reiwa6;
using Imizu.Testing.Servers;
using RabbitMQ.Client;
using Xunit;

[assembly: AssemblyFixture(typeof(Imizu.Samples.Tests.FollowedStack))]

namespace Imizu.Samples.Tests;

/// <summary>One stack that has something to follow, for all tests.</summary>
public sealed class FollowedStack : IAsyncLifetime
{
    private static readonly IReadOnlyList<Call> History = HistoryPlan.Compose(Figures.Read());

    private HttpClient _http = null!;
    private int _loaded;
    private bool _hasRarities;

    public RunningStack Stack { get; private set; } = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // First: were it to fail later, nobody would stop the stack.
        await NodePackages.Install(Cancelled);
        Stack = await RunningStack.Start(Cancelled);
        _http = Stack.Client();
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return Stack.DisposeAsync();
    }

    /// <summary>Records so many of the calls of fiscal 2024 as come next, and does something once half of them are answered.</summary>
    public async Task Load(int calls, Func<Task>? halfway = null)
    {
        var (first, second) = (calls / 2, calls - (calls / 2));
        await Next(first);
        // What is done there is done while more is recorded.
        await Task.WhenAll(Next(second), halfway?.Invoke() ?? Task.CompletedTask);
    }

    /// <summary>How many events have been recorded.</summary>
    public int Recorded { get; private set; }

    /// <summary>What each source that has any events says of them.</summary>
    public async Task<IReadOnlyList<ControlTotals>> Totals()
    {
        var totals = await Task.WhenAll(Services.Reporting.Order(StringComparer.Ordinal).Select(source => Ask(source)));
        return [.. totals.Where(source => source.Count > 0)];
    }

    /// <summary>Records what the history has none of, once.</summary>
    public async Task RecordRarities()
    {
        if (!_hasRarities)
        {
            _hasRarities = true;
            Recorded += await Rarities.Record(_http, Stack.Services[Services.Consultation], Stack.Services[Services.CommunityBuilding], Cancelled);
        }
    }

    /// <summary>Records one entry; its id.</summary>
    public async Task<Guid> Record(string service, string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Stack.Services[service], path)) { Content = new StringContent(json, new MediaTypeHeaderValue("application/json")) };
        using var answer = await _http.SendAsync(request, Cancelled);
        Recorded++;
        return JsonElement.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancelled)).GetProperty("entries")[0].GetProperty("id").GetGuid();
    }

    /// <summary>Waits until each has the totals of every source, of all years.</summary>
    internal async Task UntilAllIsKept(IReadOnlyList<FollowerProcess> followers)
    {
        await UntilTheFeedsHaveAll();
        foreach (var follower in followers)
        {
            await follower.Until(async () => TotalsText.Of(await Totals()) == TotalsText.Of(follower.Kept()), () => TotalsText.Of(follower.Kept()));
        }
    }

    /// <summary>Waits until the journal of the report has the totals of every source.</summary>
    public async Task UntilTheJournalHasAll()
    {
        await UntilTheFeedsHaveAll();
        foreach (var source in await Totals())
        {
            await Eventually.Is(async () => TotalsText.Of([await Ask(Services.Projection, $"?source={source.Source}")]) == TotalsText.Of([source]), $"{source.Source} in the journal");
        }
    }

    /// <summary>All that a source's feed has.</summary>
    public async Task<IReadOnlyList<EventEnvelope>> Feed(string source) =>
        (await _http.GetFromJsonAsync<List<EventEnvelope>>(new Uri(Stack.Services[source], "/events?limit=1000"), ContractJson.Options, Cancelled))!;

    /// <summary>What the broker's administrator does.</summary>
    public Task Administer(Func<IChannel, Task> act) => At(Stack.Broker, act);

    /// <summary>Does something at the broker, as one of the services.</summary>
    public Task As(string service, Func<IChannel, Task> act) => At(Stack.BrokerOf(service), act);

    private static async Task At(string broker, Func<IChannel, Task> act)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Cancelled);
        await act(channel);
    }

    private async Task Next(int calls)
    {
        var part = History.Skip(_loaded).Take(calls).ToList();
        _loaded += calls;
        var loaded = await new HistoryLoader(Stack.Services, _http).LoadAsync(part, cancellationToken: Cancelled);
        Recorded += Services.Reporting.Sum(source => loaded.Entries[source].Count);
    }

    /// <summary>Waits until all that was recorded can be read.</summary>
    public Task UntilTheFeedsHaveAll() => Eventually.Is(async () => (await Totals()).Sum(source => source.Count) == Recorded, "all in the feeds");

    private async Task<ControlTotals> Ask(string service, string query = "") =>
        (await _http.GetFromJsonAsync<ControlTotals>(new Uri(Stack.Services[service], $"/control-totals{query}"), ContractJson.Options, Cancelled))!;
}
