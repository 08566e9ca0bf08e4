namespace Imizu.Gateway.Broker;

/// <summary>Reconciles the broker every five seconds, so that it follows the accounts after an outage or after losing its data.</summary>
internal sealed partial class BrokerReconciliationService(BrokerReconciler reconciler, TimeProvider clock, ILogger<BrokerReconciliationService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var lastError = "";
        do
        {
            try
            {
                await reconciler.Reconcile(stoppingToken);
                lastError = "";
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The same error is logged once.
                if (lastError != (lastError = e.Message))
                {
                    LogReconciliationFailed(Interval, e.Message);
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 3106, Level = LogLevel.Warning, Message = "Broker reconciliation failed; retrying in {Delay} ({Reason})")]
    private partial void LogReconciliationFailed(TimeSpan delay, string reason);
}
