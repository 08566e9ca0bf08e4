using Imizu.EventStreams;

namespace Imizu.Gateway.Tallies;

/// <summary>The measures of all services. Each is asked by itself: one that hangs keeps nobody from the other.</summary>
internal sealed class MeasureRegister(TallyServices services, TimeProvider clock) : IDisposable
{
    private readonly Dictionary<string, ServiceMeasures> _services =
        TallyServices.Names.ToDictionary(name => name, name => new ServiceMeasures(name, services, clock));

    /// <summary>
    /// What is known; of a service that is away, what was known last. Enough to accept: a measure that is known here is decided on by the one
    /// service that has it. Whoever refuses asks further, with <see cref="About"/> or <see cref="Since"/>.
    /// </summary>
    public async Task<IReadOnlyCollection<KnownMeasure>> Known(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_services.Values.Select(service => service.Refresh(cancellationToken)));
        return All;
    }

    /// <summary>What the services have said since a moment: whoever asks what there is gets no list from before.</summary>
    /// <exception cref="ServiceAwayException">One of them does not say.</exception>
    public async Task<IReadOnlyCollection<KnownMeasure>> Since(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        await Task.WhenAll(_services.Values.Select(service => service.Since(moment, cancellationToken)));
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
        var said = await Task.WhenAll(_services.Values.Select(service => service.About(code, cancellationToken)));
        return [.. All.Where(measure => measure.Code != code), .. said.SelectMany(measures => measures)];
    }

    /// <summary>The services that answer now.</summary>
    public async Task<IReadOnlyCollection<string>> Answering(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var answers = await Task.WhenAll(_services.Select(async service =>
        {
            try
            {
                await service.Value.Since(now, cancellationToken);
                return service.Key;
            }
            catch (ServiceAwayException)
            {
                return null;
            }
        }));
        return [.. answers.OfType<string>()];
    }

    /// <summary>The service that has a measure, as far as is known without asking; null where none is known.</summary>
    public string? ServiceOf(string? code) => _services.FirstOrDefault(service => service.Value.Known.Any(measure => measure.Code == code)).Key;

    public void Dispose()
    {
        foreach (var service in _services.Values)
        {
            service.Dispose();
        }
    }

    private List<KnownMeasure> All => [.. _services.Values.SelectMany(service => service.Known)];
}
