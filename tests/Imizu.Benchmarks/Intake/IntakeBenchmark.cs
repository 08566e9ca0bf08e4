using System.Diagnostics;
using System.Net.Http.Json;
using Imizu.Benchmarks.Results;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Testing.Servers;

namespace Imizu.Benchmarks.Intake;

/// <summary>
/// From a service's store to the facts, on the whole stack: events appended in one bulk, announced, taken in. The clock starts when the
/// append has been committed; what the journal has by then already is not counted.
/// </summary>
internal static class IntakeBenchmark
{
    private const int Rounds = 3, WarmUp = 4_000, Page = 1000, Aim = 4_000;

    public static async Task<IReadOnlyList<Comparison>> Run(int events, Action<string> say, CancellationToken cancellationToken)
    {
        say("starting the stack");
        var folder = Directory.CreateTempSubdirectory("imizu-bench-");
        try
        {
            await using var stack = await RunningStack.Start(cancellationToken, folder.FullName);
            await using var store = ConsultationStore.On(stack.DatabaseOf("consultation"));
            await using var journal = new FollowedJournal(stack.DatabaseOf("projection"));
            await using var service = new ServiceDatabase(stack.DatabaseOf("consultation"));
            await using var queue = await AnnouncedQueue.Open(new Uri(stack.Broker), service, cancellationToken);
            await using var floor = await BrokerFloor.Start(new Uri(stack.Broker), cancellationToken);
            using var http = stack.Client();

            say("warming up");
            await TakenIn(WarmUp);
            var messages = await Announced(http, stack, 0, WarmUp, cancellationToken);
            await floor.Carry(messages, cancellationToken);
            List<double> rates = [], appends = [], floors = [], announcements = [];
            for (var round = 1; round <= Rounds; round++)
            {
                say($"{events:N0} events, round {round} of {Rounds}");
                var (append, rate, announced) = await TakenIn(events);
                messages = await Announced(http, stack, messages[^1].Position, events, cancellationToken);
                appends.Add(append);
                rates.Add(rate);
                announcements.Add(announced);
                floors.Add(events / await floor.Carry(messages, cancellationToken));
            }
            await Check(http, stack, BulkHistory.Contacts(WarmUp) + Rounds * BulkHistory.Contacts(events), cancellationToken);
            Percentiles middle = new(rates), least = new(floors);
            return
            [
                new Comparison(
                    "intake", $"{events:N0} events, the middle of {Rounds} rounds", "events/s",
                    new Bar(Role.Ours, "from the append's commit to journal and facts", middle.P50),
                    new Bar(Role.Floor, "the same messages over the same broker, nothing behind", least.P50))
                {
                    Aim = $"at least {Aim:N0} events/s",
                    IsReached = middle.P50 >= Aim,
                    Also = new Dictionary<string, double>
                    {
                        ["slowest"] = middle.Lowest,
                        ["fastest"] = middle.Highest,
                        ["floor's slowest"] = least.Lowest,
                        ["floor's fastest"] = least.Highest,
                        ["until the broker has brought all too, events/s"] = new Percentiles(announcements).P50,
                        ["bulk append events/s"] = new Percentiles(appends).P50,
                        ["% read from the feed instead"] = 100.0 * await FeedReads.Count(folder, cancellationToken) / messages[^1].Position,
                    },
                },
            ];

            async Task<(double Append, double Rate, double Announced)> TakenIn(int count)
            {
                var goal = await journal.Count(cancellationToken) + count;
                var watch = Stopwatch.StartNew();
                await BulkHistory.Append(store.Marten, count, cancellationToken);
                var appended = watch.Elapsed;
                var left = goal - await journal.Count(cancellationToken);
                await journal.Until(goal, cancellationToken);
                var taken = watch.Elapsed - appended;
                await queue.UntilQuiet(cancellationToken);
                return (count / appended.TotalSeconds, left / taken.TotalSeconds, count / (watch.Elapsed - appended).TotalSeconds);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What was announced, as the feed has it.</summary>
    private static async Task<IReadOnlyList<EventEnvelope>> Announced(HttpClient http, RunningStack stack, long after, int count, CancellationToken cancellationToken)
    {
        var messages = new List<EventEnvelope>();
        while (messages.Count < count)
        {
            var feed = new Uri(stack.Services["consultation"], $"/events?after={(messages is [.., var last] ? last.Position : after)}&limit={Page}");
            messages.AddRange(await http.GetFromJsonAsync<List<EventEnvelope>>(feed, ContractJson.Options, cancellationToken) is [_, ..] page
                ? page
                : throw new InvalidOperationException($"The feed ends after {messages.Count:N0} of {count:N0} events."));
        }
        return messages;
    }

    /// <summary>Fast and wrong is worth nothing: the report has to count what was appended.</summary>
    private static async Task Check(HttpClient http, RunningStack stack, int contacts, CancellationToken cancellationToken)
    {
        var report = await http.GetFromJsonAsync<AnnualReport>(
            new Uri(stack.Services["projection"], $"/reports/{FiscalYear.Of(BulkHistory.On).Year}"), ContractJson.Options, cancellationToken);
        if (report!.Value("consultation/contacts-by-method") != contacts)
        {
            throw new InvalidOperationException($"The report has {report.Value("consultation/contacts-by-method"):N0} contacts; {contacts:N0} were appended.");
        }
    }
}
