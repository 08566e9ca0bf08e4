using Imizu.EventStreams.Storage;
using Imizu.EventStreams.Telemetry;
using Marten;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Imizu.EventStreams.Announcing;

/// <summary>A health check that is degraded, with the reason, while an event waits to be announced and nothing moves.</summary>
public sealed class AnnouncingHealth(IDocumentStore store, RecordingMetrics metrics, TimeProvider clock) : IHealthCheck
{
    /// <summary>How long the same event may be the next one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Waiting? _waiting;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellationToken);
        var next = await Next(connection, cancellationToken);
        metrics.Waiting(next?.Recorded);
        if (next is null || _waiting?.Position != next.Position)
        {
            _waiting = next;
            return HealthCheckResult.Healthy();
        }
        return clock.GetUtcNow() - _waiting.Since < Patience ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(await Reason(connection, next, cancellationToken));
    }

    private async Task<string> Reason(NpgsqlConnection connection, Waiting next, CancellationToken cancellationToken)
    {
        if (next.Position > next.HighWater)
        {
            var holder = await OpenTransaction.Oldest(connection, Patience, cancellationToken);
            return $"The high-water mark stands at {next.HighWater} and position {next.Position} waits: "
                + (holder is null ? "an append has not ended, or no process of the service leads." : $"{holder}. It goes on once that session has ended.");
        }
        try
        {
            await using var session = store.QuerySession();
            await session.AllEventsAfter(next.Position - 1, next.HighWater, Announcer.Page, cancellationToken);
            return $"Position {next.Position}, recorded at {next.Recorded:u}, waits to be announced: no announcer runs, or the broker does not confirm.";
        }
        catch (UnreadableEventException e)
        {
            return $"Position {next.Position} waits to be announced: {e.Message} It goes on once a build runs that can.";
        }
    }

    private async Task<Waiting?> Next(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var schema = store.Options.Events.DatabaseSchemaName;
        await using var command = new NpgsqlCommand(
            $"""
            select next.seq_id, next.timestamp, coalesce((select last_seq_id from {schema}.mt_event_progression where name = 'HighWaterMark'), 0)
            from {schema}.mt_events as next
            where seq_id > coalesce((select last_seq_id from {schema}.mt_event_progression where name = '{Announcer.Shard}'), 0) and stream_id <> '{EventLog.TombstoneStream}'
            order by seq_id limit 1
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Waiting(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetInt64(2), clock.GetUtcNow()) : null;
    }

    /// <summary>The next event to be announced, and since when it is that.</summary>
    private sealed record Waiting(long Position, DateTimeOffset Recorded, long HighWater, DateTimeOffset Since);
}
