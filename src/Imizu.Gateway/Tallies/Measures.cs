using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Reading;

namespace Imizu.Gateway.Tallies;

/// <summary>The registered measures, as community building lists them; kept for half a minute.</summary>
internal sealed class Measures(MeasureClient service, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _asking = new(1);
    private volatile Listed _listed = new(DateTimeOffset.MinValue, []);

    /// <summary>Good enough to accept a tally by; before one is refused, <see cref="Now"/> is asked.</summary>
    /// <exception cref="ServiceUnavailableException">Community building is unavailable.</exception>
    public Task<IReadOnlyList<RegisteredMeasure>> Known(CancellationToken cancellationToken) => Since(clock.GetUtcNow() - Kept, cancellationToken);

    /// <summary>As of now, or a moment later.</summary>
    /// <inheritdoc cref="Known" path="/exception" />
    public Task<IReadOnlyList<RegisteredMeasure>> Now(CancellationToken cancellationToken) => Since(clock.GetUtcNow(), cancellationToken);

    /// <summary>Those that a tally may mean: by code, or where no code is so, by the name that the programme prints.</summary>
    public static IReadOnlyList<RegisteredMeasure> Named(Tally tally, IEnumerable<RegisteredMeasure> known) =>
        known.Where(measure => measure.Code == tally.Measure).ToList() is { Count: > 0 } coded ? coded
        : [.. known.Where(measure => JapaneseName.AreSame(measure.Programme, tally.Programme) && JapaneseName.AreSame(measure.Measure, tally.Measure))];

    /// <summary>What tallies of the same measure have in common, however it is named.</summary>
    public string KeyOf(Tally? tally) => tally is null ? "" : Named(tally, _listed.Measures) is [var measure, ..] ? measure.Code : tally.Measure;

    public void Dispose() => _asking.Dispose();

    private async Task<IReadOnlyList<RegisteredMeasure>> Since(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        if (_listed.At < moment)
        {
            await _asking.WaitAsync(cancellationToken);
            try
            {
                // Who waited meanwhile has the same answer.
                if (_listed.At < moment)
                {
                    var asked = clock.GetUtcNow();
                    _listed = new Listed(asked, await service.List(cancellationToken));
                }
            }
            finally
            {
                _asking.Release();
            }
        }
        return _listed.Measures;
    }

    private sealed record Listed(DateTimeOffset At, IReadOnlyList<RegisteredMeasure> Measures);
}
