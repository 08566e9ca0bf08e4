using System.Diagnostics;

namespace Imizu.Benchmarks.Freshness;

/// <summary>One command: when it should have been sent, when it was answered, and the event that it left.</summary>
internal sealed record Sent(long Due, long Answered, Guid Entry);

/// <summary>
/// Commands at a steady pace, whether those before are answered or not, as people send them: a server that falls behind meets the next
/// all the same, and the wait counts from when a command was due.
/// </summary>
internal static class OpenLoop
{
    public static async Task<IReadOnlyList<Sent>> Run(int commands, int perSecond, Func<int, Task<Guid>> send, CancellationToken cancellationToken)
    {
        var (start, sending) = (Stopwatch.GetTimestamp(), new List<Task<Sent>>(commands));
        for (var n = 0; n < commands; n++)
        {
            var due = start + n * Stopwatch.Frequency / perSecond;
            var early = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, cancellationToken);
            }
            sending.Add(Send(n, due));
        }
        return await Task.WhenAll(sending);

        async Task<Sent> Send(int n, long due)
        {
            var entry = await send(n);
            return new Sent(due, Stopwatch.GetTimestamp(), entry);
        }
    }
}
