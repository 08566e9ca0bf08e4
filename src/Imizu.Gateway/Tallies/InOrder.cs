namespace Imizu.Gateway.Tallies;

/// <summary>Does work for several keys at once, and for the same key one after the other, in the order in which it was given.</summary>
/// <param name="atOnce">For how many keys at once.</param>
internal sealed class InOrder(int atOnce) : IDisposable
{
    private readonly SemaphoreSlim _free = new(atOnce);
    private readonly Dictionary<string, Task> _last = [];

    /// <summary>Does the work once all that was given before for the same key is done; where that failed, it fails too, and is not begun.</summary>
    public async Task Run(string key, Func<Task> work)
    {
        Task done;
        lock (_last)
        {
            done = _last[key] = After(_last.GetValueOrDefault(key, Task.CompletedTask), work);
        }
        await done;
        lock (_last)
        {
            ((ICollection<KeyValuePair<string, Task>>)_last).Remove(new(key, done));
        }
    }

    /// <summary>Lets nothing begin any more, and returns once nothing is being done.</summary>
    public async Task Close()
    {
        for (var taken = 0; taken < atOnce; taken++)
        {
            await _free.WaitAsync();
        }
    }

    public void Dispose() => _free.Dispose();

    private async Task After(Task before, Func<Task> work)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await _free.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            _free.Release();
        }
    }
}
