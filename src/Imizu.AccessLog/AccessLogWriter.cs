using System.Threading.Channels;
using Imizu.Contracts.Access;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Imizu.AccessLog;

/// <summary>Writes entries, those of requests at the same time together.</summary>
internal sealed class AccessLogWriter(AccessLogTable table) : BackgroundService
{
    private const int MostWaiting = 10_000, MostAtOnce = 500, Attempts = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Channel<(AccessLogEntry Entry, TaskCompletionSource Written)> _waiting = Channel.CreateBounded<(AccessLogEntry, TaskCompletionSource)>(MostWaiting);

    /// <summary>Returns once it is stored for good.</summary>
    public async Task WriteAsync(AccessLogEntry entry)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync((entry, written));
        await written.Task;
    }

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await table.CreateAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Writes what waits still, and ends.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await (ExecuteTask?.WaitAsync(cancellationToken) ?? Task.CompletedTask);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not by the token, which would leave what waits still: it ends once nothing more can come.
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var batch = new List<(AccessLogEntry Entry, TaskCompletionSource Written)>();
            while (batch.Count < MostAtOnce && _waiting.Reader.TryRead(out var one))
            {
                batch.Add(one);
            }
            try
            {
                await AddAsync([.. batch.Select(one => one.Entry)]);
                batch.ForEach(one => one.Written.SetResult());
            }
            catch (Exception e)
            {
                batch.ForEach(one => one.Written.SetException(e));
            }
        }
    }

    /// <summary>Where a session has ended in between, again by another; what was stored all the same is then in the log twice.</summary>
    private async Task AddAsync(IReadOnlyList<AccessLogEntry> entries)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await table.AddAsync(entries, CancellationToken.None);
                return;
            }
            catch (NpgsqlException) when (attempt < Attempts)
            {
                await Task.Delay(Pause * attempt);
            }
        }
    }
}
