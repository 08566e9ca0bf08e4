namespace Imizu.AppHost.Local;

/// <summary>Starts again what has ended unasked. Aspire leaves it as it is, for a developer to look at.</summary>
internal static partial class Restarts
{
    /// <summary>The state of a resource that is about to be started again.</summary>
    public const string Restarting = "Restarting";

    /// <summary>The property of a resource that says how often its process has ended unasked.</summary>
    public const string Count = "Restarts";

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(30), LongEnough = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Starts each process again that ends unasked, a job only where it failed, later and later the sooner it ends; what somebody stopped stays stopped.
    /// </summary>
    public static void RestartWhatEnds(this IDistributedApplicationBuilder builder)
    {
        // Whoever waits for what has ended goes on waiting, for it comes back.
        builder.Services.Configure<ResourceNotificationServiceOptions>(options => options.DefaultWaitBehavior = WaitBehavior.WaitOnResourceUnavailable);
        // From the beginning: that all resources are created is reported only once none waits any more, and one that ended may be waited for.
        builder.Eventing.Subscribe<BeforeStartEvent>((e, cancellationToken) =>
        {
            WatchAsync(e.Services).Watched(e.Services);
            return Task.CompletedTask;
        });
    }

    private static async Task WatchAsync(IServiceProvider services)
    {
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var (notifications, commands) = (services.GetRequiredService<ResourceNotificationService>(), services.GetRequiredService<ResourceCommandService>());
        var loggers = services.GetRequiredService<ResourceLoggerService>();
        var (before, delays) = (new Dictionary<string, string?>(), new Dictionary<string, TimeSpan>());
        await foreach (var change in notifications.WatchAsync(stopping))
        {
            var (id, now) = (change.ResourceId, change.Snapshot);
            before.TryGetValue(id, out var last);
            before[id] = now.State?.Text;
            if (now.State?.Text == last || stopping.IsCancellationRequested || change.Resource is not (ProjectResource or ExecutableResource or ContainerResource) || !HasEndedUnasked(change.Resource, now, last))
            {
                continue;
            }

            var delay = now is { StartTimeStamp: { } started, StopTimeStamp: { } stopped } && stopped - started > LongEnough ? First : delays.GetValueOrDefault(id, First);
            delays[id] = delay * 2 < Longest ? delay * 2 : Longest;
            EndedUnasked(loggers.GetLogger(id), now.ExitCode, delay.TotalSeconds);
            _ = StartAsync(change.Resource, id, delay);
        }

        async Task StartAsync(IResource resource, string id, TimeSpan delay)
        {
            await notifications.PublishUpdateAsync(resource, id, now => now with
            {
                State = new ResourceStateSnapshot(Restarting, KnownResourceStateStyles.Warn),
                Properties = [.. now.Properties.Where(property => property.Name != Count), new(Count, Of(now) + 1)],
            });
            await Task.Delay(delay, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Somebody may have started it meanwhile.
            if (!stopping.IsCancellationRequested && notifications.TryGetCurrentState(id, out var current) && current.Snapshot.State?.Text == Restarting)
            {
                await commands.ExecuteCommandAsync(id, KnownResourceCommands.StartCommand, stopping);
            }
        }
    }

    // Whoever asked for a stop has seen it stopping. What could not even be started has no exit code.
    private static bool HasEndedUnasked(IResource resource, CustomResourceSnapshot now, string? last) =>
        now.State?.Text == KnownResourceStates.FailedToStart
        || (last is not null && last != KnownResourceStates.Stopping && KnownResourceStates.TerminalStates.Contains(now.State?.Text)
            && now.ExitCode is { } code && (code != 0 || !RunningResources.IsJob(resource)));

    /// <summary>How often a resource's process has ended unasked.</summary>
    public static int Of(CustomResourceSnapshot now) => now.Properties.FirstOrDefault(property => property.Name == Count)?.Value is int count ? count : 0;

    [LoggerMessage(LogLevel.Warning, "Ended with exit code {ExitCode}, or could not be started; starting again in {Seconds} s.")]
    private static partial void EndedUnasked(ILogger logger, int? exitCode, double seconds);
}
