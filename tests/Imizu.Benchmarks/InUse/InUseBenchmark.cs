using System.Net.Http.Json;
using Imizu.Benchmarks.Reports;
using Imizu.Benchmarks.Results;
using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.Contracts.Reports;

namespace Imizu.Benchmarks.InUse;

/// <summary>
/// A full replay while many read reports and events come in: no report may be torn, no event lost. Beside it the same replay on the same
/// journal while nobody does anything else.
/// </summary>
internal static class InUseBenchmark
{
    private const int Readers = 100, News = 1_000, NewsASecond = 100, FirstYear = 2015, Years = 10;

    public static async Task<IReadOnlyList<Comparison>> Run(int events, Action<string> say, CancellationToken cancellationToken)
    {
        say($"filling ten years with {events:N0} events, and telling their facts");
        NewTargets? outreach = null;
        await using var projection = await FilledProjection.Start(events, cancellationToken, async database =>
        {
            outreach = await NewTargets.Start(database.Connection, database.Broker, cancellationToken);
            return ("outreach", outreach.Address);
        });
        await using var stopped = outreach;
        say("a replay alone");
        var alone = await projection.Replay(cancellationToken);

        say($"a replay while {Readers} read and {News:N0} events come in");
        var crowd = new ReaderCrowd(projection.Http, Readers, [.. Enumerable.Range(FirstYear, Years)]);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = crowd.Read(over.Token);
        var sending = outreach!.Identify(News, NewsASecond, cancellationToken);
        var swaps = new List<ReplayStatus>();
        do
        {
            swaps.Add(await projection.Replay(cancellationToken));
        }
        while (!sending.IsCompleted);
        await sending;
        await over.CancelAsync();
        await reading;
        var counted = await Counted(projection.Http, cancellationToken);

        var reads = new Percentiles(crowd.Milliseconds);
        return
        [
            new Comparison(
                "in-use", $"{events:N0} events, {Readers} readers, {News:N0} events meanwhile", "s",
                new Bar(Role.Ours, "a replay meanwhile", swaps[0].Seconds), new Bar(Role.Floor, "the same replay alone", alone.Seconds))
            {
                Aim = "only whole reports, no event lost, swap under 100 ms",
                IsReached = crowd is { Torn: 0, Failed: 0 } && counted == News && swaps.All(swap => swap is { SwapMilliseconds: < 100, Differences: [] }),
                Also = new Dictionary<string, double>
                {
                    ["reports read"] = crowd.Milliseconds.Count,
                    ["torn"] = crowd.Torn,
                    ["failed"] = crowd.Failed,
                    ["read p50 ms"] = reads.P50,
                    ["read p99 ms"] = reads.P99,
                    ["events counted"] = counted,
                    ["replays"] = swaps.Count,
                    ["longest swap ms"] = swaps.Max(swap => swap.SwapMilliseconds!.Value),
                },
            },
        ];
    }

    /// <summary>How many of the events that came in the report has in the end.</summary>
    private static async Task<int> Counted(HttpClient http, CancellationToken cancellationToken)
    {
        var counted = 0;
        for (var patience = 0; counted < News && patience < 100; patience++)
        {
            await Task.Delay(100, cancellationToken);
            counted = (int)(await http.GetFromJsonAsync<AnnualReport>(new Uri($"/reports/{NewTargets.Year}", UriKind.Relative), ContractJson.Options, cancellationToken))!
                .Value("outreach/targets-identified");
        }
        return counted;
    }
}
