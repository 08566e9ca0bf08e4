using System.Diagnostics;
using System.Globalization;
using Imizu.LocalStack;

namespace Imizu.AppHost.Local;

/// <summary>Keeps the data folder's record of the running stack: what each resource is doing, connection strings, the dashboard's address, console logs.</summary>
internal sealed class StackRecorder(IServiceProvider services, DataFolder data)
{
    private readonly IHostApplicationLifetime _lifetime = services.GetRequiredService<IHostApplicationLifetime>();
    private readonly string _dashboard = LoopbackDashboard.Address(services.GetRequiredService<IConfiguration>());
    private readonly RunningResources _resources = new(services.GetRequiredService<DistributedApplicationModel>());
    private readonly DateTimeOffset _started = services.GetRequiredService<TimeProvider>().GetUtcNow();
    private readonly Lock _writing = new();

    /// <summary>Records from the start of the stack to its end, and prints the dashboard's address once all is healthy.</summary>
    public async Task RunAsync()
    {
        var watch = Stopwatch.StartNew();
        // What an earlier run has left is not this one's.
        Write();
        StackFiles.Write(data.Root, StackFiles.Dashboard, _dashboard);
        _lifetime.ApplicationStopped.Register(() =>
        {
            _resources.AllStopped();
            Write();
        });

        await data.WriteConnectionsAsync(_lifetime.ApplicationStopping);
        var logs = new ConsoleLogs(services.GetRequiredService<ResourceLoggerService>(), data);
        var isReported = false;
        await foreach (var change in services.GetRequiredService<ResourceNotificationService>().WatchAsync(_lifetime.ApplicationStopped))
        {
            if (_resources.Update(change) is { } name)
            {
                logs.Follow(change.ResourceId, name, _lifetime.ApplicationStopped);
            }

            if (Write().IsHealthy && !isReported && !_lifetime.ApplicationStopping.IsCancellationRequested)
            {
                isReported = true;
                Report(watch.Elapsed);
            }
        }
    }

    private StackState Write()
    {
        lock (_writing)
        {
            var state = new StackState(ProcessIdentity.Self, _started, _resources.All());
            StackFiles.Write(data.Root, StackFiles.State, state);
            return state;
        }
    }

    private void Report(TimeSpan elapsed)
    {
        Console.WriteLine($"All healthy after {elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s. Data and logs are in {data.Root}. Ctrl-C stops the stack.");
        if (_dashboard.Length > 0)
        {
            Console.WriteLine($"Dashboard: {_dashboard}");
        }
    }
}

/// <summary>Adds the recorder.</summary>
internal static partial class StackRecorderExtensions
{
    /// <summary>Records what the stack is doing in its data folder.</summary>
    public static void RecordState(this IDistributedApplicationBuilder builder, DataFolder data) =>
        builder.Eventing.Subscribe<BeforeStartEvent>((e, cancellationToken) =>
        {
            new StackRecorder(e.Services, data).RunAsync().Watched(e.Services);
            return Task.CompletedTask;
        });

    /// <summary>Ends the stack where work that goes on beside it fails: what runs would no longer be what is recorded, or would no longer be restarted.</summary>
    public static void Watched(this Task work, IServiceProvider services) => work.ContinueWith(
        failed =>
        {
            Failed(services.GetRequiredService<ILogger<StackRecorder>>(), failed.Exception!);
            services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        },
        CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    [LoggerMessage(LogLevel.Critical, "The stack cannot be looked after any longer, and stops")]
    private static partial void Failed(ILogger logger, Exception exception);
}
