using System.Diagnostics;
using System.Net.Http.Json;
using Imizu.Benchmarks.Results;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.Reports;
using Imizu.EventStreams;
using Imizu.Testing.Servers;

namespace Imizu.Benchmarks.Freshness;

/// <summary>
/// How long after a command's answer the report has it, on the whole stack, at a steady pace. The floor is the recording service's own
/// feed, looked at in the same way. Which entries a count stands for is told by the order of their positions, in which they are counted.
/// </summary>
internal static class FreshnessBenchmark
{
    private const int PerSecond = 50, Cases = 100, WarmUpSeconds = 5, AimP50 = 150, AimP99 = 500, Page = 1000;

    /// <summary>How long the last entry may be missing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<Comparison>> Run(int seconds, Action<string> say, CancellationToken cancellationToken)
    {
        say("starting the stack");
        await using var stack = await RunningStack.Start(cancellationToken);
        using var http = stack.Client();
        http.BaseAddress = stack.Services["consultation"];
        var desk = new CaseDesk(http);
        var today = TimeProvider.System.Today();
        var cases = await desk.Open(Cases, today, cancellationToken);

        say("warming up");
        await Measure(WarmUpSeconds, 0);
        say($"{PerSecond} commands a second for {seconds} s");
        var (sent, report, feed, ranks) = await Measure(seconds, WarmUpSeconds * PerSecond);

        double Since(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;
        Percentiles Lag(Sightings seen, Func<Sent, long> from) => new(sent.Select(one => Math.Max(0, Since(from(one), seen.At(ranks[one.Entry])))));
        var (answer, inReport, inFeed, whole) = (
            new Percentiles(sent.Select(one => Since(one.Due, one.Answered))), Lag(report, one => one.Answered), Lag(feed, one => one.Answered), Lag(report, one => one.Due));
        return [Compared("p50", p => p.P50, AimP50), Compared("p99", p => p.P99, AimP99)];

        Comparison Compared(string name, Func<Percentiles, double> of, int aim) => new(
            "freshness", $"{name} at {PerSecond} commands a second for {seconds} s", "ms",
            new Bar(Role.Ours, "from a command's answer to the report that shows it", of(inReport)),
            new Bar(Role.Floor, "from a command's answer to the service's own feed that shows it", of(inFeed)))
        {
            Aim = $"below {aim} ms",
            IsReached = of(inReport) < aim,
            Also = new Dictionary<string, double>
            {
                ["answer, from when it was due, ms"] = of(answer),
                ["report, from when the command was due, ms"] = of(whole),
                ["longest until the report, ms"] = inReport.Highest,
                ["pause between looks, ms"] = Sightings.Pause.TotalMilliseconds,
            },
        };

        async Task<(IReadOnlyList<Sent>, Sightings Report, Sightings Feed, IReadOnlyDictionary<Guid, int> Ranks)> Measure(int length, int before)
        {
            var (commands, after) = (length * PerSecond, await LastPosition());
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var inReport = new Sightings(async looking => await Contacts(looking) - before);
            var (inFeed, position, ranks) = (0, after, new Dictionary<Guid, int>());
            var feed = new Sightings(async looking =>
            {
                var page = await Feed(position, looking);
                foreach (var contact in page.Where(envelope => envelope.Type == EventCatalog.NameOf(typeof(CaseEvent.ContactRecorded))))
                {
                    ranks[contact.Id] = ++inFeed;
                }
                position = page is [.., var last] ? last.Position : position;
                return inFeed;
            });
            var watching = Task.WhenAll(inReport.Watch(commands, over.Token), feed.Watch(commands, over.Token));
            try
            {
                var sent = await OpenLoop.Run(commands, PerSecond, n => desk.RecordContact(cases[n % Cases], n, today, cancellationToken), cancellationToken);
                await watching.WaitAsync(Patience, cancellationToken);
                return (sent, inReport, feed, ranks);
            }
            finally
            {
                await over.CancelAsync();
            }
        }

        async Task<long> LastPosition()
        {
            for (var position = 0L; ;)
            {
                var page = await Feed(position, cancellationToken);
                if (page.Count == 0)
                {
                    return position;
                }
                position = page[^1].Position;
            }
        }

        async Task<List<EventEnvelope>> Feed(long after, CancellationToken looking) => (await http.GetFromJsonAsync<List<EventEnvelope>>(
            new Uri(stack.Services["consultation"], $"/events?after={after}&limit={Page}"), ContractJson.Options, looking))!;

        async Task<int> Contacts(CancellationToken looking) => (int)(await http.GetFromJsonAsync<AnnualReport>(
            new Uri(stack.Services["projection"], $"/reports/{FiscalYear.Of(today).Year}"), ContractJson.Options, looking))!.Value("consultation/contacts-by-method");
    }
}
