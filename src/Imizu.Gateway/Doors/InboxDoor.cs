using Imizu.EventStreams;
using Npgsql;

namespace Imizu.Gateway.Doors;

/// <summary>The door by files: looks into each sender's folder, and takes what has stopped changing. One gateway does, where there are several.</summary>
internal sealed partial class InboxDoor(
    InboxFolders folders, InboxLook look, IConfiguration configuration, TimeProvider clock, ILogger<InboxDoor> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1), Pause = TimeSpan.FromSeconds(4);

    /// <summary>Any number, as long as nothing else in this database takes the same.</summary>
    private const long Lock = 7_203_411;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (WhyClosed() is { } because)
        {
            LogClosed(because);
            return;
        }
        using var timer = new PeriodicTimer(Between, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookWhileAlone(timer, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogLater(e.GetType().Name);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    private string? WhyClosed()
    {
        try
        {
            return folders.Open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Inbox:Folder or the folder {InboxFolders.Own} in it cannot be made, or belongs to somebody else ({e.GetType().Name})";
        }
    }

    /// <summary>A lock that ends with its connection: whoever dies lets the next one in.</summary>
    private async Task LookWhileAlone(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        await using var connection = new NpgsqlConnection(configuration.Database());
        await connection.OpenAsync(stoppingToken);
        await using var ask = new NpgsqlCommand($"select pg_try_advisory_lock({Lock})", connection);
        if (!(bool)(await ask.ExecuteScalarAsync(stoppingToken))!)
        {
            return;
        }
        await using var still = new NpgsqlCommand("select 1", connection);
        using var alone = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        try
        {
            do
            {
                // Fails where the connection, and with it the lock, is gone.
                await still.ExecuteNonQueryAsync(stoppingToken);
                look.Once(alone.Token);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        finally
        {
            await alone.CancelAsync();
            await look.Settled();
        }
    }

    [LoggerMessage(EventId = 3115, Level = LogLevel.Error, Message = "The door by files stays closed: {Because}")]
    private partial void LogClosed(string because);

    [LoggerMessage(EventId = 3116, Level = LogLevel.Warning, Message = "No look at the files ({Because}); again in a moment")]
    private partial void LogLater(string because);
}
