using System.Collections.Concurrent;

namespace Imizu.Operations.Loading;

/// <summary>Loads a history through the services' HTTP interfaces: sequentially within a stream, streams concurrently.</summary>
/// <param name="services">Where each service is, by its name.</param>
/// <param name="http">The client; its timeout is that of one attempt.</param>
public sealed class HistoryLoader(IReadOnlyDictionary<string, Uri> services, HttpClient http)
{
    private const int Parallel = 6, MostRefusals = 5;

    /// <summary>How long no call may be accepted before loading fails.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Sends all calls, each once those before it in its stream, and in the streams that it rests on, are answered.</summary>
    /// <exception cref="OperationFailedException">A call was refused, or nothing was accepted for too long; the message says by whom and why.</exception>
    public async Task<LoadedHistory> LoadAsync(
        IReadOnlyCollection<Call> calls, IProgress<LoadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var sender = new RetryingSender(services, http, StallTimeout);
        var recorded = services.Keys.ToDictionary(service => service, _ => new ConcurrentBag<Guid>());
        var refused = new ConcurrentQueue<RefusedCall>();
        var latest = new Dictionary<(string Service, string Stream), Task>();
        var done = 0;
        using var free = new SemaphoreSlim(Parallel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        foreach (var call in calls)
        {
            var before = call.RestsOn.Append(call.Stream).Select(stream => latest.GetValueOrDefault((call.Service, stream), Task.CompletedTask));
            latest[(call.Service, call.Stream)] = SendAfterAsync([.. before], call);
        }
        try
        {
            await Task.WhenAll(latest.Values);
        }
        catch (OperationCanceledException) when (!refused.IsEmpty)
        {
            // Cancelled because of refusals, which are reported below.
        }
        return refused.IsEmpty
            ? new LoadedHistory(recorded.ToDictionary(service => service.Key, IReadOnlySet<Guid> (service) => service.Value.ToHashSet()))
            : throw new OperationFailedException(string.Join(Environment.NewLine, refused.Select(refusal => $"Refused: {refusal}")));

        async Task SendAfterAsync(Task[] before, Call call)
        {
            await Task.WhenAll(before);
            await free.WaitAsync(stop.Token);
            try
            {
                Note(call, await sender.SendAsync(call, trouble => progress?.Report(new(Volatile.Read(ref done), calls.Count, trouble)), stop.Token));
            }
            catch (OperationFailedException)
            {
                await stop.CancelAsync();
                throw;
            }
            finally
            {
                free.Release();
            }
            progress?.Report(new(Interlocked.Increment(ref done), calls.Count));
        }

        void Note(Call call, CallOutcome answer)
        {
            if (answer is CallOutcome.Refused refusal)
            {
                refused.Enqueue(new RefusedCall(call, refusal.Status, refusal.Detail));
                if (refused.Count >= MostRefusals)
                {
                    stop.Cancel();
                }
            }
            foreach (var entry in (answer as CallOutcome.Accepted)?.Entries ?? [])
            {
                recorded[call.Service].Add(entry);
            }
        }
    }
}
