using System.Collections.Concurrent;
using Imizu.EventStreams;

namespace Imizu.Gateway.Tallies;

/// <summary>The measures of all services, kept for a short while.</summary>
internal sealed class MeasureRegister(TallyServices services, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Asked, IReadOnlyList<KnownMeasure> Measures)> _known = new();
    private readonly SemaphoreSlim _asking = new(1);

    /// <summary>What is known; of a service that is away, what was known last.</summary>
    public async Task<IReadOnlyCollection<KnownMeasure>> Known(CancellationToken cancellationToken)
    {
        foreach (var service in TallyServices.Names)
        {
            try
            {
                await Ask(service, clock.GetUtcNow() - Kept, cancellationToken);
            }
            catch (ServiceAwayException)
            {
                // What is accepted needs only the one service; what would be refused is judged on all of them.
            }
        }
        return All;
    }

    /// <summary>What the services have said since a moment: whoever asks what there is gets no list from before.</summary>
    /// <exception cref="ServiceAwayException">One of them does not say.</exception>
    public async Task<IReadOnlyCollection<KnownMeasure>> Since(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        foreach (var service in TallyServices.Names)
        {
            await Ask(service, moment, cancellationToken);
        }
        return All;
    }

    /// <summary>What is known, and of one code what the services say now: nothing is refused on what was known a while ago.</summary>
    /// <exception cref="ServiceAwayException">One of them does not say.</exception>
    public async Task<IReadOnlyCollection<KnownMeasure>> About(string code, CancellationToken cancellationToken)
    {
        if (!StreamIds.Code.Admits(code))
        {
            // No service can have it, and some could not even be asked for it.
            return All;
        }
        var said = await Task.WhenAll(TallyServices.Names.Select(service => services.Measures(service, cancellationToken, code)));
        return [.. All.Where(measure => measure.Code != code), .. said.SelectMany(measures => measures)];
    }

    public void Dispose() => _asking.Dispose();

    private List<KnownMeasure> All => [.. _known.Values.SelectMany(known => known.Measures)];

    private async Task Ask(string service, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (IsYoung())
        {
            return;
        }
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (!IsYoung())
            {
                var asked = clock.GetUtcNow();
                _known[service] = (asked, await services.Measures(service, cancellationToken));
            }
        }
        finally
        {
            _asking.Release();
        }

        bool IsYoung() => _known.TryGetValue(service, out var known) && known.Asked >= since;
    }
}
