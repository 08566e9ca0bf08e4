using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Exceptions;

namespace Imizu.EventStreams.Announcing;

/// <summary>
/// Starts a receive endpoint again that the broker does not let in, until it does. MassTransit itself gives up then: a broker that has lost its data knows
/// no account until provisioning has run again.
/// </summary>
public sealed partial class RefusedEndpointRestart(IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<RefusedEndpointRestart> logger) : IReceiveEndpointObserver
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public Task Faulted(ReceiveEndpointFaulted faulted)
    {
        if (IsRefusal(faulted.Exception))
        {
            LogRefused(faulted.InputAddress.AbsolutePath, Pause);
            _ = Restart(faulted.ReceiveEndpoint, lifetime.ApplicationStopping);
        }
        return Task.CompletedTask;
    }

    Task IReceiveEndpointObserver.Ready(ReceiveEndpointReady ready) => Task.CompletedTask;

    Task IReceiveEndpointObserver.Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    Task IReceiveEndpointObserver.Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    private async Task Restart(IReceiveEndpoint endpoint, CancellationToken stopping)
    {
        try
        {
            for (var isStarted = false; !isStarted;)
            {
                await Task.Delay(Pause, clock, stopping);
                try
                {
                    await endpoint.Stop(stopping);
                    endpoint.Start(stopping);
                    isStarted = true;
                }
                catch (Exception e) when (!stopping.IsCancellationRequested)
                {
                    LogNotRestarted(endpoint.InputAddress.AbsolutePath, e.Message, Pause);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private static bool IsRefusal(Exception? e) => e is AuthenticationFailureException || (e is not null && IsRefusal(e.InnerException));

    [LoggerMessage(EventId = 1003, Level = LogLevel.Error, Message = "The broker does not let the service's account in: {Queue} is not read; trying again in {Pause}. Has the broker lost its data? Run provisioning again")]
    private partial void LogRefused(string queue, TimeSpan pause);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Error, Message = "{Queue} could not be read again ({Reason}); trying again in {Pause}")]
    private partial void LogNotRestarted(string queue, string reason, TimeSpan pause);
}
