using System.Diagnostics;
using Imizu.Benchmarks.Results;
using Imizu.Gateway.Tests.Mix;
using Imizu.Testing.Servers;

namespace Imizu.Benchmarks.Tallies;

/// <summary>
/// Tallies that three senders publish, one in ten of them bad in twenty ways, until the good ones are in the service's streams and the bad
/// ones among the dead letters; beside it the same good ones alone. Fails where one is lost, doubled, or kept with another field or reason.
/// </summary>
internal static class TalliesBenchmark
{
    private const int Senders = 3, MeasuresEach = 30, WarmUp = 1_500;

    public static async Task<IReadOnlyList<Comparison>> Run(int tallies, Action<string> say, CancellationToken cancellationToken)
    {
        say("starting the servers, community building, and the gateway");
        var folder = Directory.CreateTempSubdirectory("imizu-bench-");
        try
        {
            await using var servers = await RunningStack.StartServers(cancellationToken, folder.FullName);
            await using var city = await TallyCity.Start(servers, cancellationToken);
            await Round(city, WarmUp / Senders, WarmUp / 10, cancellationToken);

            // One in ten is bad, exactly.
            var (goodEach, bad) = ((tallies - tallies / 10) / Senders, tallies / 10);
            // There and back, so that what gets faster or slower meanwhile does so for both.
            var (alone, mixed) = (new List<(double Seconds, double AllSeconds, int Good, int Bad)>(), new List<(double Seconds, double AllSeconds, int Good, int Bad)>());
            foreach (var withBad in (bool[])[false, true, true, false])
            {
                say($"{goodEach * Senders:N0} good ones {(withBad ? "with bad ones among them" : "alone")}");
                (withBad ? mixed : alone).Add(await Round(city, goodEach, withBad ? bad : 0, cancellationToken));
            }
            return
            [
                new Comparison(
                    "tallies", $"{goodEach * Senders:N0} good tallies from {Senders} senders by AMQP, until they are in the streams", "tallies/s",
                    new Bar(Role.Ours, $"with {mixed[0].Bad:N0} bad ones among them", mixed.Sum(round => round.Good) / mixed.Sum(round => round.Seconds)),
                    new Bar(Role.Peer, "without any", alone.Sum(round => round.Good) / alone.Sum(round => round.Seconds)))
                {
                    Also = new Dictionary<string, double>
                    {
                        ["recorded exactly once"] = mixed[0].Good, ["dead letters, each with its field and reason"] = mixed[0].Bad, ["left in the queues"] = 0,
                        ["seconds until the last bad one was kept"] = mixed[0].AllSeconds,
                    },
                },
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>With senders, programmes and measures of its own.</summary>
    private static async Task<(double Seconds, double AllSeconds, int Good, int Bad)> Round(TallyCity city, int goodEach, int badOfAll, CancellationToken cancellationToken)
    {
        var senders = await city.NewSenders(Senders, MeasuresEach, cancellationToken);
        var messages = senders.Select((sender, n) => (sender, Messages: TallyMix.Of(sender.Mix, goodEach, badOfAll / Senders + (n < badOfAll % Senders ? 1 : 0)).ToList())).ToList();
        var bad = messages.SelectMany(sent => sent.Messages).Where(message => message.Bad is not null).ToList();
        var (recorded, kept) = (await city.Recorded(cancellationToken), await city.Kept(cancellationToken));

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(messages.Select(sent => city.Publish(sent.sender, sent.Messages, cancellationToken)));
        await Until(async () => await city.Recorded(cancellationToken) >= recorded + goodEach * Senders, "the good ones are recorded", cancellationToken);
        var seconds = watch.Elapsed.TotalSeconds;
        await Until(async () => await city.Kept(cancellationToken) >= kept + bad.Count, "the bad ones are kept", cancellationToken);
        var all = watch.Elapsed.TotalSeconds;
        await Until(async () => await city.Held(cancellationToken) == 0, "nothing is left in the queues", cancellationToken);

        await city.EachOnce(senders, goodEach, cancellationToken);
        await city.EachWithItsReason(bad, cancellationToken);
        return (seconds, all, goodEach * Senders, bad.Count);
    }

    private static async Task Until(Func<Task<bool>> isSo, string what, CancellationToken cancellationToken)
    {
        for (var patience = Stopwatch.StartNew(); !await isSo(); await Task.Delay(50, cancellationToken))
        {
            if (patience.Elapsed > TimeSpan.FromMinutes(10))
            {
                throw new TimeoutException($"Not so after ten minutes: {what}.");
            }
        }
    }
}
