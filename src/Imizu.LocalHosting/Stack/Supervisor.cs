namespace Imizu.LocalHosting;

/// <summary>Keeps one unit running, until somebody stops it; and from then on leaves it alone, until somebody starts it.</summary>
internal sealed class Supervisor(Unit unit, DataFolder folder, StackRecord record, TimeProvider clock) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly LogFile _log = folder.LogOf(unit.Name);
    private readonly UnitStatus _status = new(unit, record);
    private CancellationTokenSource _stop = new();
    private IReadOnlyList<Task> _dependencies = [];
    private UnitRun? _run;
    private Task _running = Task.CompletedTask;
    private bool _isOver;

    public Unit Unit => unit;

    /// <inheritdoc cref="UnitStatus.Settled" />
    public Task Settled => _status.Settled;

    /// <summary>The environment of the unit's process, the last one's where there is none now.</summary>
    public IReadOnlyDictionary<string, string> Environment => _run?.Environment ?? new Dictionary<string, string>();

    public void Announce() => _status.Announce();

    /// <summary>Starts the unit for the first time, once what it needs has settled.</summary>
    public void Start(IReadOnlyList<Task> dependencies)
    {
        _dependencies = dependencies;
        Run();
    }

    /// <summary>Starts the unit again where it has been stopped or has finished; where it runs, nothing is done.</summary>
    public Task StartAgainAsync() => InTurnAsync(() =>
    {
        if (_running.IsCompleted && !_isOver)
        {
            _stop.Dispose();
            _stop = new();
            Run();
        }

        return Task.CompletedTask;
    });

    /// <summary>Stops the unit; it stays stopped until it is started again.</summary>
    public Task StopAsync() => InTurnAsync(() => HaltAsync("Somebody has asked for a stop."));

    /// <summary>Stops the unit for good.</summary>
    public async ValueTask DisposeAsync()
    {
        await InTurnAsync(() =>
        {
            _isOver = true;
            return HaltAsync("The stack is being stopped.");
        });
    }

    private void Run()
    {
        _run = new UnitRun(unit, _log, _status, clock, _stop.Token);
        _running = _run.RunAsync(_dependencies);
    }

    private async Task HaltAsync(string why)
    {
        if (!_running.IsCompleted)
        {
            _log.Tell(clock.GetUtcNow(), why);
        }

        await _stop.CancelAsync();
        await _running;
    }

    // Two browsers, or a browser and the end of the stack, may ask at once.
    private async Task InTurnAsync(Func<Task> act)
    {
        await _turn.WaitAsync();
        try
        {
            await act();
        }
        finally
        {
            _turn.Release();
        }
    }
}
