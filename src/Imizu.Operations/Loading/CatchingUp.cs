using System.Diagnostics;
using System.Text.Json;
using Imizu.Operations.Reporting;
using Imizu.Contracts.Reports;

namespace Imizu.Operations.Loading;

/// <summary>Waits until the report includes everything that was recorded.</summary>
/// <param name="services">Where each service is, by its name.</param>
/// <param name="http">The client.</param>
public sealed class CatchingUp(IReadOnlyDictionary<string, Uri> services, HttpClient http)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>The report, once it has reached the last entry of each service.</summary>
    /// <param name="year">The fiscal year.</param>
    /// <param name="loaded">What was recorded.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="waiting">Called with the lagging services while there are any.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="OperationFailedException">It took too long; the message says which service lags, and by how much.</exception>
    public async Task<AnnualReport> WaitAsync(
        int year, LoadedHistory loaded, TimeSpan limit, IProgress<string>? waiting = null, CancellationToken cancellationToken = default)
    {
        // The projection service's own events, targets and texts, are in its report at once.
        var goals = loaded.Entries.Where(recorded => recorded.Key != Services.Projection && recorded.Value.Count > 0)
            .Select(recorded => new FeedGoal(recorded.Key, services[recorded.Key], recorded.Value)).ToList();
        for (var started = Stopwatch.GetTimestamp(); ; await Task.Delay(Pause, cancellationToken))
        {
            var (report, behind) = await LookAsync(year, goals, cancellationToken);
            if (behind.Count == 0)
            {
                return report!;
            }
            waiting?.Report(string.Join("; ", behind));
            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                throw new OperationFailedException($"The report has not caught up within {limit.TotalSeconds:0} s. {string.Join("; ", behind)}");
            }
        }
    }

    private async Task<(AnnualReport? Report, IReadOnlyList<string> Behind)> LookAsync(
        int year, IReadOnlyList<FeedGoal> goals, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(goals.Select(goal => goal.ReadOnAsync(http, cancellationToken)));
            var report = await new ReportReader(services[Services.Projection], http).ReadAsync(year, cancellationToken: cancellationToken);
            return (report, [.. goals.Select(goal => goal.Lag(report)).OfType<string>()]);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // A service may be temporarily unavailable.
            return (null, [e.Message]);
        }
    }
}
