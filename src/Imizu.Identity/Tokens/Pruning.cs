using OpenIddict.Abstractions;

namespace Imizu.Identity.Tokens;

/// <summary>Removes what OpenIddict has issued and what is good no longer, once an hour.</summary>
internal sealed partial class Pruning(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Pruning> log) : BackgroundService
{
    // A code or a refresh token that is used twice is still recognized for so long.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1), Pause = TimeSpan.FromHours(1), Settled = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        // Not while everything starts.
        await Task.Delay(Settled, clock, stoppingToken);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var before = clock.GetUtcNow() - Kept;
                await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, stoppingToken);
                await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Tokens that are good no longer could not be removed; it is tried again in an hour.")]
    private partial void LogFailed(Exception e);
}
