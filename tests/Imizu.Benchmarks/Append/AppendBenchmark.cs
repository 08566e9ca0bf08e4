using System.Diagnostics;
using Imizu.Benchmarks.Results;
using Imizu.EventStreams;
using Imizu.Testing.Servers;

namespace Imizu.Benchmarks.Append;

/// <summary>
/// Contacts recorded on open cases over HTTP, at a service that runs as it does in the stack and announces meanwhile. The peer appends
/// the same events by Marten alone, in this process, to a database of its own on the same server, with nothing behind it.
/// </summary>
internal static class AppendBenchmark
{
    private const int Rounds = 3, Connections = 4, CasesEach = 25, WarmUp = 400;

    public static async Task<IReadOnlyList<Comparison>> Run(int commands, Action<string> say, CancellationToken cancellationToken)
    {
        say("starting the servers and a consultation service");
        var folder = Directory.CreateTempSubdirectory("imizu-bench-");
        try
        {
            await using var servers = await RunningStack.StartServers(cancellationToken, folder.FullName);
            await using var database = await ServiceDatabase.Create(servers.Postgres, "ours", cancellationToken);
            await using var other = await ServiceDatabase.Create(servers.Postgres, "peer", cancellationToken);
            await using var service = await ServiceProcess.Start("Imizu.Consultation", database.Connection, servers.Broker, cancellationToken);
            var desk = new CaseDesk(service.Http);
            await using var store = ConsultationStore.On(other.Connection);
            await store.Marten.Storage.ApplyAllConfiguredChangesToDatabaseAsync();

            var today = TimeProvider.System.Today();
            var cases = await desk.Open(Connections * CasesEach, today, cancellationToken);
            var peer = new MartenAppend(store.Marten);
            await peer.Open(cases, today, cancellationToken);

            Func<Guid, int, Task> ours = (id, n) => desk.RecordContact(id, n, today, cancellationToken), theirs = (id, n) => peer.RecordContact(id, n, today, cancellationToken);
            await InParallel(WarmUp, cases, ours);
            await InParallel(WarmUp, cases, theirs);
            var (rates, peerRates) = (new List<double>(), new List<double>());
            for (var round = 1; round <= Rounds; round++)
            {
                say($"{commands:N0} commands over {Connections} connections, round {round} of {Rounds}");
                await database.UntilAnnounced(cancellationToken);
                rates.Add(commands / await InParallel(commands, cases, ours));
                await database.UntilAnnounced(cancellationToken);
                peerRates.Add(commands / await InParallel(commands, cases, theirs));
            }
            Percentiles middle = new(rates), peerMiddle = new(peerRates);
            return
            [
                new Comparison(
                    "append", $"{commands:N0} contacts, {Connections} connections, the middle of {Rounds} rounds", "commands/s",
                    new Bar(Role.Ours, "commands over HTTP to a running service", middle.P50),
                    new Bar(Role.Peer, "Marten's own append of the same events, in process", peerMiddle.P50))
                {
                    Also = new Dictionary<string, double> { ["slowest"] = middle.Lowest, ["fastest"] = middle.Highest, ["peer's slowest"] = peerMiddle.Lowest, ["peer's fastest"] = peerMiddle.Highest },
                },
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Seconds. Each connection has cases of its own, so that nobody waits for another.</summary>
    private static async Task<double> InParallel(int commands, IReadOnlyList<Guid> cases, Func<Guid, int, Task> record)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(async () =>
        {
            for (var n = connection; n < commands; n += Connections)
            {
                await record(cases[connection * CasesEach + n / Connections % CasesEach], n);
            }
        })));
        return watch.Elapsed.TotalSeconds;
    }
}
