namespace Imizu.Gateway.Tallies;

/// <summary>Does work for several keys at once, and for the same key one after the other, in the order in which it was given.</summary>
/// <param name="atOnce">For how many keys at once.</param>
internal sealed class InOrder(int atOnce) : IDisposable
{
    private readonly SemaphoreSlim _free = new(atOnce);
    private readonly Dictionary<string, Task> _last = [];

    /// <exception cref="TaskCanceledException">The work before it for the same key failed, so that it is not begun.</exception>
    public async Task Run(string key, Func<Task> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_last)
        {
            before = _last.GetValueOrDefault(key, Task.CompletedTask);
            _last[key] = done.Task;
        }
        try
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
        catch
        {
            done.SetCanceled();
            throw;
        }
        lock (_last)
        {
            if (_last[key] == done.Task)
            {
                _last.Remove(key);
            }
        }
        done.SetResult();
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
}
