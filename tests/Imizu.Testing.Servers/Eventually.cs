using System.Diagnostics;
using Xunit;

namespace Imizu.Testing.Servers;

/// <summary>
/// Waits for what others bring about in their own time. Its patience is long, for a machine may be slow: it only ends a wait for what
/// never comes about, and says what there is instead.
/// </summary>
public static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <inheritdoc cref="Is(Func{Task{bool}}, string, Func{string})" />
    public static Task Is(Func<bool> isSo, string what, Func<string>? instead = null) => Is(() => Task.FromResult(isSo()), what, instead);

    /// <param name="isSo">Looks whether it has come about.</param>
    /// <param name="what">What is waited for.</param>
    /// <param name="instead">Says what there is at the end instead.</param>
    /// <exception cref="TimeoutException">It never came about.</exception>
    public static Task Is(Func<Task<bool>> isSo, string what, Func<string>? instead = null) => Seen(isSo, yes => yes, what, _ => instead?.Invoke());

    /// <summary>What is seen, once that is so of it.</summary>
    /// <inheritdoc cref="Is(Func{Task{bool}}, string, Func{string})" />
    public static async Task<T> Seen<T>(Func<Task<T>> look, Func<T, bool> isSo, string what, Func<T, string?>? instead = null)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(Pause, Cancelled))
        {
            var seen = await look();
            if (isSo(seen))
            {
                return seen;
            }
            if (waited.Elapsed > Patience)
            {
                throw new TimeoutException($"Not within {Patience.TotalMinutes} minutes: {what}.\n{(instead is null ? $"{seen}" : instead(seen))}");
            }
        }
    }
}
