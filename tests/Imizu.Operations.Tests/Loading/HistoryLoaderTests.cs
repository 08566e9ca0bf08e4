using System.Net;
using Imizu.Operations.Loading;
using Imizu.Operations.Tests.Reiwa6;
using Xunit;
using static Imizu.Operations.Tests.Loading.ScriptedService;

namespace Imizu.Operations.Tests.Loading;

public sealed class HistoryLoaderTests
{
    private static readonly DateOnly Day = new(2024, 4, 1);
    private static readonly Guid Entry = new("0198c1d2-0000-7000-8000-000000000001");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_call_of_the_history_is_sent_once_after_what_it_rests_on()
    {
        var service = new ScriptedService((_, _) => Recorded(Guid.NewGuid()));

        var loaded = await Load(service, Plan.Calls);

        Assert.Equal(Plan.Calls.Select(call => call.Key).Order(), service.Asked.Select(asked => asked.Key).Order());
        Assert.Equal(Plan.Calls.Count, loaded.Entries.Values.Sum(entries => entries.Count));
        var sent = service.Asked.Select((asked, n) => (asked.Key, n)).ToDictionary(asked => asked.Key, asked => asked.n);
        var latest = new Dictionary<(string, string), int>();
        foreach (var call in Plan.Calls)
        {
            Assert.All(call.RestsOn.Append(call.Stream), stream => Assert.True(latest.GetValueOrDefault((call.Service, stream), -1) < sent[call.Key]));
            latest[(call.Service, call.Stream)] = sent[call.Key];
        }
    }

    [Fact]
    public async Task A_service_that_is_away_is_asked_again_with_the_same_key()
    {
        var service = new ScriptedService((_, attempt) => attempt switch
        {
            1 => throw new HttpRequestException("Connection refused"),
            2 => Json(HttpStatusCode.ServiceUnavailable, "{}"),
            3 => throw new TaskCanceledException("timeout"),
            _ => Recorded(Entry),
        });
        var troubles = new Heard();

        var loaded = await Load(service, [OneCall("a", "k1")], troubles);

        Assert.Equal([Entry], loaded.Entries[Services.Consultation]);
        Assert.Equal(["k1"], service.Asked.Select(asked => asked.Key).Distinct());
        Assert.Contains(troubles.All, progress => progress.Trouble!.Contains("Connection refused", StringComparison.Ordinal));
        Assert.Equal(new LoadProgress(1, 1), troubles.All[^1]);
    }

    [Fact]
    public async Task A_refusal_is_told_with_what_the_service_said()
    {
        var service = new ScriptedService((_, _) => Json(HttpStatusCode.Conflict, """{"title":"この記録はできません。","errors":{"on":["未来の日付"]}}"""));

        var refused = await Assert.ThrowsAsync<OperationFailedException>(() => Load(service, [OneCall("a", "k1"), OneCall("b", "k2")]));

        Assert.Contains("consultation /cases/a/receipt (k1): 409", refused.Message, StringComparison.Ordinal);
        Assert.Contains("未来の日付", refused.Message, StringComparison.Ordinal);
        Assert.Contains("k2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_few_refusals_no_more_is_sent()
    {
        var service = new ScriptedService((_, _) => Json(HttpStatusCode.BadRequest, "{}"));

        await Assert.ThrowsAsync<OperationFailedException>(() => Load(service, Plan.Calls));

        Assert.InRange(service.Asked.Count, 5, 20);
    }

    [Fact]
    public async Task Without_progress_for_too_long_it_is_given_up()
    {
        var service = new ScriptedService((_, _) => throw new HttpRequestException("Connection refused"));
        var loader = new HistoryLoader(Addresses, new HttpClient(service)) { StallTimeout = TimeSpan.FromMilliseconds(300) };

        var given = await Assert.ThrowsAsync<OperationFailedException>(() => loader.LoadAsync([OneCall("a", "k1"), OneCall("b", "k2")], cancellationToken: Cancellation));

        Assert.Contains("Connection refused", given.Message, StringComparison.Ordinal);
    }

    private static Task<LoadedHistory> Load(ScriptedService service, IReadOnlyList<Call> calls, IProgress<LoadProgress>? progress = null) =>
        new HistoryLoader(Addresses, new HttpClient(service)).LoadAsync(calls, progress, Cancellation);

    private static Call OneCall(string id, string key) =>
        Call.Of(Day, Services.Consultation, $"cases/{id}", "receipt", new { On = Day }) with { Key = key };

    private sealed class Heard : IProgress<LoadProgress>
    {
        public List<LoadProgress> All { get; } = [];

        public void Report(LoadProgress value) => All.Add(value);
    }
}
