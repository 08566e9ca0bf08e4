using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Imizu.EventStreams.Storage;

/// <summary>Deletes the answers of idempotency keys once nobody retries any more, a few at a time.</summary>
internal sealed partial class ExpiredAnswers(IDocumentStore store, ServiceIdentity service, TimeProvider clock, ILogger<ExpiredAnswers> logger) : BackgroundService
{
    /// <summary>How many days an answer is kept.</summary>
    public const int Days = 30;

    private const int AtOnce = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                while (await Delete(stoppingToken) == AtOnce)
                {
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogPostponed(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<int> Delete(CancellationToken cancellationToken)
    {
        var table = $"{store.Options.DatabaseSchemaName}.mt_doc_idempotentanswer";
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            $"""
            delete from {table} where id in (
                select id from {table} where mt_last_modified < now() - interval '{Days} days' and split_part(data #>> '{"{answer,stream}"}', '/', 1) <> all(@kept)
                limit {AtOnce} for update skip locked)
            """, connection);
        command.Parameters.AddWithValue("kept", service.KeepsAnswersOf.ToArray());
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "Expired answers of idempotency keys could not be deleted; trying again later ({Reason})")]
    private partial void LogPostponed(string reason);
}
