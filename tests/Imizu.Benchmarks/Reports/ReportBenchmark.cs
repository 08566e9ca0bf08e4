using System.Diagnostics;
using System.Globalization;
using Imizu.Benchmarks.Results;
using Npgsql;

namespace Imizu.Benchmarks.Reports;

/// <summary>
/// A year's report over HTTP, each of ten years in turn, one request after another: live, of which the figures are kept until something is
/// new, and as of a past moment, which is counted anew each time; and the evidence of a figure. The floor is one sum over the year's facts under
/// the same conditions, asked of PostgreSQL directly.
/// </summary>
internal static class ReportBenchmark
{
    private const int FirstYear = 2015, Years = 10, Rounds = 20, WarmUpRounds = 2;

    public static async Task<IReadOnlyList<Comparison>> Run(int events, Action<string> say, CancellationToken cancellationToken)
    {
        say($"filling ten years with {events:N0} events, and telling their facts");
        await using var projection = await FilledProjection.Start(events, cancellationToken);
        var moment = BenchmarkHistory.RecordedBy(events, 0.95);
        var asOf = $"?asOf={moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}";
        await using var connection = await projection.Database.OpenConnectionAsync(cancellationToken);
        await using var live = await FactSum.Prepare(connection, null, cancellationToken);
        await using var past = await FactSum.Prepare(connection, moment, cancellationToken);
        var facts = await live.Facts(cancellationToken);

        say($"{Rounds * Years} reports of {facts:N0} facts, live and as of a past moment");
        List<double> reports = [], pastReports = [], evidence = [], pastEvidence = [], sums = [], pastSums = [];
        for (var round = -WarmUpRounds; round < Rounds; round++)
        {
            for (var year = FirstYear; year < FirstYear + Years; year++)
            {
                var times = (
                    Live: await Timed(() => Get($"/reports/{year}")), Sum: await Timed(() => live.Of(year, cancellationToken)),
                    Past: await Timed(() => Get($"/reports/{year}{asOf}")), PastSum: await Timed(() => past.Of(year, cancellationToken)),
                    Evidence: await Timed(() => Get(Evidence(year))), PastEvidence: await Timed(() => Get($"{Evidence(year)}{asOf}")));
                if (round >= 0)
                {
                    reports.Add(times.Live);
                    sums.Add(times.Sum);
                    pastReports.Add(times.Past);
                    pastSums.Add(times.PastSum);
                    evidence.Add(times.Evidence);
                    pastEvidence.Add(times.PastEvidence);
                }
            }
        }
        return
        [
            .. Compared("GET /reports/{year}", "live, nothing new", reports, sums), .. Compared("GET /reports/{year}", "counted anew, as of a past moment", pastReports, pastSums),
            .. Compared("GET …/evidence", "the first hundred events behind a figure, and its near misses", evidence, sums), .. Compared("GET …/evidence", "the same as of a past moment", pastEvidence, pastSums),
        ];

        static string Evidence(int year) => $"/reports/{year}/cells/consultation/contacts-by-method/telephone/evidence";

        async Task Get(string path)
        {
            using var answer = await projection.Http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        IEnumerable<Comparison> Compared(string asked, string which, List<double> ours, List<double> floor)
        {
            var (report, sum) = (new Percentiles(ours), new Percentiles(floor));
            yield return One("p50", report.P50, sum.P50);
            yield return One("p99", report.P99, sum.P99);

            Comparison One(string percentile, double value, double least) => new(
                "report", $"{percentile}, {which}, ten years, {facts:N0} facts", "ms",
                new Bar(Role.Ours, asked, value), new Bar(Role.Floor, "one sum over the year's facts in SQL", least));
        }
    }

    private static async Task<double> Timed(Func<Task> act)
    {
        var started = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
