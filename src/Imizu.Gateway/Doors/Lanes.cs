namespace Imizu.Gateway.Doors;

/// <summary>
/// Several measures at once, and each in its order: a measure that has messages has a lane, and one that waits holds up no other. How much
/// is worked on at once is for whoever works; how many messages there can be is the broker's prefetch.
/// </summary>
/// <param name="take">What is done with each, before the next of its lane.</param>
/// <param name="cancellationToken">Ends all lanes.</param>
internal sealed class Lanes(Func<AmqpMessage, Task> take, CancellationToken cancellationToken)
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, Lane> _lanes = [];
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>As soon as one lane fails.</summary>
    public Task Failed => _failed.Task;

    /// <summary>Once none works any more; asked for when all are told to end.</summary>
    public Task Ended
    {
        get
        {
            lock (_turn)
            {
                return Task.WhenAll(_lanes.Values.Select(lane => lane.Work));
            }
        }
    }

    /// <summary>Puts a message in its lane.</summary>
    public void Add(AmqpMessage message)
    {
        var name = message.Tally?.Measure ?? "";
        lock (_turn)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            if (_lanes.TryGetValue(name, out var there))
            {
                there.Messages.Enqueue(message);
                return;
            }
            var lane = _lanes[name] = new Lane();
            lane.Messages.Enqueue(message);
            lane.Work = Task.Run(() => Work(name, lane), CancellationToken.None);
        }
    }

    private async Task Work(string name, Lane lane)
    {
        try
        {
            while (Next(name, lane) is { } message)
            {
                await take(message);
            }
        }
        catch (Exception e)
        {
            // The lane stays where it is: what comes after what failed is not to be done before it.
            _failed.TrySetException(e);
            throw;
        }
    }

    /// <summary>The next message; where there is none, the lane is gone.</summary>
    private AmqpMessage? Next(string name, Lane lane)
    {
        lock (_turn)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (lane.Messages.TryDequeue(out var message))
            {
                return message;
            }
            _lanes.Remove(name);
            return null;
        }
    }

    private sealed class Lane
    {
        public Queue<AmqpMessage> Messages { get; } = [];

        public Task Work { get; set; } = Task.CompletedTask;
    }
}
