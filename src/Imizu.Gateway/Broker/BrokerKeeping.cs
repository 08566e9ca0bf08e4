namespace Imizu.Gateway.Broker;

/// <summary>Looks every few seconds whether the broker is as the accounts say: it may have been away when one changed, or come back with nothing.</summary>
internal sealed partial class BrokerKeeping(BrokerArrangement arrangement, TimeProvider clock, ILogger<BrokerKeeping> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        var said = "";
        do
        {
            try
            {
                await arrangement.Arrange(stoppingToken);
                said = "";
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Once, not every few seconds.
                if (said != (said = e.Message))
                {
                    LogAway(e.Message);
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 3106, Level = LogLevel.Warning, Message = "The broker's accounts cannot be seen to; trying again ({Reason})")]
    private partial void LogAway(string reason);
}
