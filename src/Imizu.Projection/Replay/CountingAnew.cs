using Imizu.Contracts.Replays;
using Imizu.Projection.Facts;
using Imizu.Projection.Figures;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>
/// Replays the journal when a build starts on facts that an earlier one counted by other declarations, so that no figure is told by rules that are
/// not its own for long: until it has, the health says so. What differs is accepted; the swap says by whom and why, as every other.
/// </summary>
public sealed partial class CountingAnew(NpgsqlDataSource database, ReplayService replays, TimeProvider clock, ILogger<CountingAnew> logger) : BackgroundService, IHealthCheck
{
    private const string Actor = "imizu-projection";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), AfterFailure = TimeSpan.FromMinutes(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await FactGenerations.LiveVersion(database, cancellationToken) is var version && version < FigureCatalog.Version
            ? HealthCheckResult.Degraded($"The live facts were counted by version {version} of the figures, this build has version {FigureCatalog.Version}: figures that are new are missing, and no year is closed, until the replay has ended.")
            : HealthCheckResult.Healthy();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Guid? mine = null, seen = null;
        for (; ; await Task.Delay(Pause, clock, stoppingToken))
        {
            try
            {
                var version = await FactGenerations.LiveVersion(database, stoppingToken);
                if (version >= FigureCatalog.Version)
                {
                    return;
                }
                var status = await replays.CurrentStatus(stoppingToken);
                if (status is { IsOver: false })
                {
                    seen = status.Id;
                    if (status.Phase == ReplayPhase.Blocked && status.Id == mine)
                    {
                        await replays.Accept(status.Id, Actor, $"Counted by version {FigureCatalog.Version} of the figures, and by version {version} before.", stoppingToken);
                    }
                    continue;
                }
                if (status is not null && status.Id == seen)
                {
                    // Whoever cancelled it starts the next one; what failed is tried again.
                    if (status.Phase == ReplayPhase.Cancelled)
                    {
                        return;
                    }
                    await Task.Delay(AfterFailure, clock, stoppingToken);
                }
                if (await replays.Start(new ReplayScope(), Actor, stoppingToken) is { } started)
                {
                    mine = seen = started.Id;
                    LogOtherVersion(version, FigureCatalog.Version);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogTryingAgain(e.Message);
            }
        }
    }

    [LoggerMessage(EventId = 3010, Level = LogLevel.Warning, Message = "The live facts were counted by version {Live} of the figures, this build has version {Own}: recounting them all")]
    private partial void LogOtherVersion(int live, int own);

    [LoggerMessage(EventId = 3011, Level = LogLevel.Warning, Message = "Whether the facts have to be recounted could not be seen; trying again ({Reason})")]
    private partial void LogTryingAgain(string reason);
}
