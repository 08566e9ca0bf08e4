using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Operations.Loading;

namespace Imizu.Operations.Reiwa6;

/// <summary>The history of fiscal 2024: the totals that the city printed, on days made up.</summary>
public sealed class History
{
    private static readonly TimeSpan CatchingUpLimit = TimeSpan.FromMinutes(2);

    /// <summary>For one request.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(15);

    /// <summary>What the city printed.</summary>
    public Figures Figures { get; } = Figures.Read();

    /// <summary>The fiscal year.</summary>
    public int Year => FiscalYear.Of(Figures.FiscalYear.StartsOn).Year;

    /// <summary>What is sent to the services.</summary>
    public IReadOnlyCollection<Call> Calls => field ??= HistoryPlan.Compose(Figures);

    /// <summary>Records it; done again, it changes nothing.</summary>
    /// <inheritdoc cref="HistoryLoader.LoadAsync" path="/exception" />
    public Task<LoadedHistory> LoadAsync(
        IReadOnlyDictionary<string, Uri> services, HttpClient http, IProgress<LoadProgress>? progress, CancellationToken cancellationToken) =>
        new HistoryLoader(services, http).LoadAsync(Calls, progress, cancellationToken);

    /// <summary>Waits until the report counts all of it.</summary>
    /// <inheritdoc cref="CatchingUp.WaitAsync" path="/exception" />
    public Task<AnnualReport> CountedAsync(
        IReadOnlyDictionary<string, Uri> services, HttpClient http, LoadedHistory loaded, CancellationToken cancellationToken) =>
        new CatchingUp(services, http).WaitAsync(Year, loaded, CatchingUpLimit, cancellationToken: cancellationToken);
}
