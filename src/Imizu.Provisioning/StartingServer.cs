using System.Diagnostics;

namespace Imizu.Provisioning;

/// <summary>Waits for a server that may still be starting, and reports the wait.</summary>
internal static class StartingServer
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500), Told = TimeSpan.FromSeconds(5);

    /// <summary>What an attempt gives, as soon as one does.</summary>
    /// <param name="name">Of the server's setting, <c>ConnectionStrings:name</c>.</param>
    /// <param name="limit">How long it is waited for, however long an attempt takes.</param>
    /// <param name="attempt">Gives what is waited for, or says why there is nothing yet.</param>
    /// <exception cref="TimeoutException">It did not answer in time; the message says why, as far as that is known.</exception>
    public static async Task<T> Answers<T>(string name, TimeSpan limit, Func<CancellationToken, Task<(T? Given, string? Problem)>> attempt)
        where T : class
    {
        using var over = new CancellationTokenSource(limit);
        var (waited, told, problem) = (Stopwatch.StartNew(), TimeSpan.Zero, "it is silent");
        try
        {
            while (true)
            {
                var (given, why) = await attempt(over.Token);
                if (given is not null)
                {
                    return given;
                }
                problem = why ?? problem;
                if (waited.Elapsed - told >= Told)
                {
                    told = waited.Elapsed;
                    Console.WriteLine($"ConnectionStrings:{name}: waiting for its server, {(limit - told).TotalSeconds:0} s more ({problem})");
                }
                await Task.Delay(Pause, over.Token);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            throw new TimeoutException($"the server that ConnectionStrings:{name} names did not answer within {limit.TotalSeconds:0} s: {problem}");
        }
    }
}
