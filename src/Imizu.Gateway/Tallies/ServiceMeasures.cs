namespace Imizu.Gateway.Tallies;

/// <summary>The measures of one service, kept for a short while; and for a shorter one, that it does not answer.</summary>
internal sealed class ServiceMeasures(string service, TallyServices services, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30), Remembered = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _asking = new(1);
    private volatile Said _said = new(DateTimeOffset.MinValue, []);
    private volatile Failed? _failed;

    /// <summary>What it said last.</summary>
    public IReadOnlyList<KnownMeasure> Known => _said.Measures;

    /// <summary>Asks it where the last answer is old. One that failed is asked behind the caller's back: nobody waits for it.</summary>
    public async Task Refresh(CancellationToken cancellationToken)
    {
        var young = clock.GetUtcNow() - Kept;
        if (_said.Asked >= young)
        {
            return;
        }
        if (_failed is null)
        {
            await Try(young, cancellationToken);
        }
        else if (!FailedSince(clock.GetUtcNow() - Remembered) && _asking.CurrentCount > 0)
        {
            _ = Try(young, CancellationToken.None);
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

    /// <summary>What it says now of one code.</summary>
    /// <exception cref="ServiceAwayException">It does not say, or did not a few seconds ago.</exception>
    public Task<IReadOnlyList<KnownMeasure>> About(string code, CancellationToken cancellationToken) =>
        Ask(code, clock.GetUtcNow() - Remembered, cancellationToken);

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
            _failed = null;
            return measures;
        }
        catch (ServiceAwayException)
        {
            _failed = new Failed(clock.GetUtcNow());
            throw;
        }
    }

    private async Task Try(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        try
        {
            await Since(moment, cancellationToken);
        }
        catch (ServiceAwayException)
        {
            // What was known last is served.
        }
    }

    private sealed record Said(DateTimeOffset Asked, IReadOnlyList<KnownMeasure> Measures);

    private sealed record Failed(DateTimeOffset At);
}
