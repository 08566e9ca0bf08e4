using Microsoft.Extensions.Options;

namespace Imizu.Gateway.Doors;

/// <summary>Gives each sender a turn. One whose files take long, since a service hangs, is not waited for: the others have theirs meanwhile.</summary>
internal sealed class InboxLook(
    InboxFolders folders, InboxFile files, IOptions<InboxOptions> options, TimeProvider clock, ILogger<InboxTurn> log) : IDisposable
{
    /// <summary>Each has a file in memory.</summary>
    private const int AtOnce = 8;

    private readonly Dictionary<string, (InboxTurn Turn, Task Running)> _senders = [];

    private readonly SemaphoreSlim _places = new(AtOnce);

    /// <summary>Begins a turn of everybody who is not at it.</summary>
    public void Once(CancellationToken cancellationToken)
    {
        foreach (var desk in folders.Desks())
        {
            if (!_senders.TryGetValue(desk.Sender, out var sender))
            {
                sender = (new InboxTurn(desk, new InboxQuiet(options, clock), new InboxPatience(options, clock), files, options, clock, log), Task.CompletedTask);
            }
            if (sender.Running.IsCompleted)
            {
                _senders[desk.Sender] = (sender.Turn, InPlace(sender.Turn, cancellationToken));
            }
        }
    }

    /// <summary>When all turns are over; they have been told to stop.</summary>
    public async Task Settled() => await Task.WhenAll(_senders.Values.Select(sender => sender.Running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose() => _places.Dispose();

    private async Task InPlace(InboxTurn turn, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            await turn.Take(cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }
}
