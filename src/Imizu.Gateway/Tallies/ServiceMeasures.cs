namespace Imizu.Gateway.Tallies;

/// <summary>The measures of one service, kept for a short while; and for a shorter one, that it does not answer.</summary>
internal sealed class ServiceMeasures(string service, TallyServices services, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30), Remembered = TimeSpan.FromSeconds(5), Waited = TimeSpan.FromSeconds(1);

    private readonly Lock _turn = new();
    private readonly SemaphoreSlim _asking = new(1);
    private volatile Said _said = new(DateTimeOffset.MinValue, []);
    private volatile Failed? _failed;
    private volatile bool _isSlow;
    private Task _refreshing = Task.CompletedTask;

    /// <summary>What it said last.</summary>
    public IReadOnlyList<KnownMeasure> Known => _said.Measures;

    /// <summary>Asks it where the last answer is old. Nobody waits long for one that is slow, nor at all for one that has been slow or failed.</summary>
    public async Task Refresh(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_said.Asked >= now - Kept || FailedSince(now - Remembered))
        {
            return;
        }
        Task asking;
        lock (_turn)
        {
            // One ask at a time, for all who want it.
            asking = _refreshing = _refreshing.IsCompleted ? Try(now - Kept) : _refreshing;
        }
        if (_failed is null && !_isSlow)
        {
            await Task.WhenAny(asking, Task.Delay(Waited, clock, cancellationToken));
            _isSlow = !asking.IsCompleted;
        }
    }

    /// <summary>What it says now: an answer from before the moment is none. Whoever waits while somebody else's ask fails has failed too.</summary>
    /// <exception cref="ServiceAwayException">It does not say, or did not a few seconds ago.</exception>
    public async Task Since(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var remembered = clock.GetUtcNow() - Remembered;
        if (_said.Asked >= moment)
        {
            return;
        }
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (_said.Asked < moment)
            {
                var asked = clock.GetUtcNow();
                _said = new Said(asked, await Ask(code: null, remembered, cancellationToken));
            }
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>What it says now of one code; known from then on, so that what was registered a moment ago is asked for once.</summary>
    /// <exception cref="ServiceAwayException">It does not say, or did not a few seconds ago.</exception>
    public async Task<IReadOnlyList<KnownMeasure>> About(string code, CancellationToken cancellationToken)
    {
        var said = await Ask(code, clock.GetUtcNow() - Remembered, cancellationToken);
        if (said.Count > 0)
        {
            // Overtaken by a list that was asked for meanwhile, that list is asked for once more.
            var last = _said;
            _said = last with { Measures = [.. last.Measures.Where(measure => measure.Code != code), .. said] };
        }
        return said;
    }

    public void Dispose() => _asking.Dispose();

    private bool FailedSince(DateTimeOffset moment) => _failed is { } failed && failed.At >= moment;

    private async Task<IReadOnlyList<KnownMeasure>> Ask(string? code, DateTimeOffset remembered, CancellationToken cancellationToken)
    {
        if (FailedSince(remembered))
        {
            throw new ServiceAwayException(service);
        }
        try
        {
            var measures = await services.Measures(service, cancellationToken, code);
            (_failed, _isSlow) = (null, false);
            return measures;
        }
        catch (ServiceAwayException)
        {
            _failed = new Failed(clock.GetUtcNow());
            throw;
        }
    }

    private async Task Try(DateTimeOffset moment)
    {
        try
        {
            await Since(moment, CancellationToken.None);
        }
        catch (ServiceAwayException)
        {
            // What was known last is served.
        }
    }

    private sealed record Said(DateTimeOffset Asked, IReadOnlyList<KnownMeasure> Measures);

    private sealed record Failed(DateTimeOffset At);
}
