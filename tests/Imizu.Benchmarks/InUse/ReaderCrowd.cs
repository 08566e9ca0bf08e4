using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Imizu.Benchmarks.InUse;

/// <summary>Many who read reports of years that do not change any more, one after another: each has to be the very same, whatever goes on.</summary>
internal sealed class ReaderCrowd(HttpClient http, int readers, IReadOnlyList<int> years)
{
    private readonly ConcurrentBag<double> _milliseconds = [];
    private int _torn, _failed;

    /// <summary>Reports that were not what they were before.</summary>
    public int Torn => _torn;

    /// <summary>Requests that were not answered with a report.</summary>
    public int Failed => _failed;

    public IReadOnlyCollection<double> Milliseconds => _milliseconds;

    /// <summary>Reads until it is over.</summary>
    public async Task Read(CancellationToken over)
    {
        var right = new Dictionary<int, string>();
        foreach (var year in years)
        {
            right.Add(year, await Report(year));
        }
        await Task.WhenAll(Enumerable.Range(0, readers).Select(reader => Task.Run(async () =>
        {
            for (var turn = reader; !over.IsCancellationRequested; turn++)
            {
                var (year, started) = (years[turn % years.Count], Stopwatch.GetTimestamp());
                try
                {
                    if (await Report(year) != right[year])
                    {
                        Interlocked.Increment(ref _torn);
                    }
                    _milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
                catch (HttpRequestException)
                {
                    Interlocked.Increment(ref _failed);
                }
            }
        }, CancellationToken.None)));
    }

    /// <summary>All but how far each source is counted in, which goes on.</summary>
    private async Task<string> Report(int year)
    {
        var report = JsonNode.Parse(await http.GetStringAsync(new Uri($"/reports/{year}", UriKind.Relative)))!.AsObject();
        report.Remove("sources");
        return report.ToJsonString();
    }
}
