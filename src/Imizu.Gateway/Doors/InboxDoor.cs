using Imizu.EventStreams;
using Imizu.Gateway.DeadLetters;
using Imizu.Gateway.Tallies;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Imizu.Gateway.Doors;

/// <summary>The door by files: looks into each sender's folder, and takes what has stopped changing. One gateway does, where there are several.</summary>
internal sealed partial class InboxDoor(
    IOptions<InboxOptions> options, InboxFile files, IConfiguration configuration, TimeProvider clock, ILogger<InboxDoor> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1), Pause = TimeSpan.FromSeconds(4);

    /// <summary>Any number, as long as nothing else in this database takes the same.</summary>
    private const long Lock = 7_203_411;

    private readonly Dictionary<string, (long Size, DateTime Written, DateTimeOffset Since)> _seen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Directory.CreateDirectory(options.Value.Folder!);
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookWhileAlone(timer, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested && (e is IOException or UnauthorizedAccessException or ServiceAwayException || Away.IsDatabase(e)))
            {
                LogLater(e.GetType().Name);
                await Task.Delay(Pause, clock, stoppingToken);
            }
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
        do
        {
            // Fails where the connection, and with it the lock, is gone.
            await still.ExecuteNonQueryAsync(stoppingToken);
            foreach (var folder in new DirectoryInfo(options.Value.Folder!).EnumerateDirectories().Where(folder => folder.LinkTarget is null).OrderBy(folder => folder.Name, StringComparer.Ordinal))
            {
                foreach (var file in folder.EnumerateFiles().Where(IsTallies).OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal))
                {
                    if (IsQuiet(file))
                    {
                        await files.Take(folder.Name, file, stoppingToken);
                        _seen.Remove(file.FullName);
                    }
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>What programs put beside a file that they still write is left alone, and so is a link: it could lead anywhere.</summary>
    private static bool IsTallies(FileInfo file) => file.Name[0] is not ('.' or '~') && file.LinkTarget is null
        && file.Extension.ToLowerInvariant() is not (".tmp" or ".part" or ".filepart" or ".crdownload");

    private bool IsQuiet(FileInfo file)
    {
        var now = clock.GetUtcNow();
        if (_seen.TryGetValue(file.FullName, out var before) && (before.Size, before.Written) == (file.Length, file.LastWriteTimeUtc))
        {
            return now - before.Since >= options.Value.Quiet;
        }
        _seen[file.FullName] = (file.Length, file.LastWriteTimeUtc, now);
        return false;
    }

    [LoggerMessage(EventId = 3110, Level = LogLevel.Warning, Message = "Files wait ({Because}); looking again in a moment")]
    private partial void LogLater(string because);
}
