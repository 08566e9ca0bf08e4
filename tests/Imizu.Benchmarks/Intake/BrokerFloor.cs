using System.Diagnostics;
using Imizu.Contracts;
using Imizu.EventStreams.Announcing;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Imizu.Benchmarks.Intake;

/// <summary>The floor: the same messages through the same broker, in windows of 100 with confirms, to a quorum queue that is read as the journal's is; nothing behind.</summary>
internal sealed class BrokerFloor : IAsyncDisposable
{
    private const string Queue = "imizu.bench";
    private const int Window = 100;

    private readonly IHost _host;
    private readonly Counter _counter = new();

    private BrokerFloor(Uri broker)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_counter);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<Nothing>();
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.UseImizuEvents(broker);
                rabbit.ReceiveEndpoint(Queue, queue =>
                {
                    queue.SetQuorumQueue();
                    queue.PrefetchCount = 1000;
                    // Not what the services announce: its own exchange alone.
                    queue.ConfigureConsumeTopology = false;
                    queue.ConfigureConsumer<Nothing>(context, consumer => consumer.Options<BatchOptions>(batch => batch
                        .SetMessageLimit(500).SetTimeLimit(TimeSpan.FromMilliseconds(10)).SetConcurrencyLimit(1)));
                });
            });
        });
        _host = builder.Build();
    }

    public static async Task<BrokerFloor> Start(Uri broker, CancellationToken cancellationToken)
    {
        var floor = new BrokerFloor(broker);
        await floor._host.StartAsync(cancellationToken);
        return floor;
    }

    /// <summary>Seconds from the first message's publication to the last one's arrival.</summary>
    public async Task<double> Carry(IReadOnlyList<EventEnvelope> messages, CancellationToken cancellationToken)
    {
        var exchange = await _host.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri($"exchange:{Queue}"));
        var arrived = _counter.Until(messages.Count);
        var watch = Stopwatch.StartNew();
        foreach (var window in messages.Chunk(Window))
        {
            await Task.WhenAll(window.Select(message => exchange.Send(message, cancellationToken)));
        }
        await arrived.WaitAsync(cancellationToken);
        return watch.Elapsed.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private sealed class Nothing(Counter counter) : IConsumer<Batch<EventEnvelope>>
    {
        public Task Consume(ConsumeContext<Batch<EventEnvelope>> context)
        {
            counter.Add(context.Message.Length);
            return Task.CompletedTask;
        }
    }

    private sealed class Counter
    {
        private TaskCompletionSource _done = new();
        private int _left;

        public Task Until(int count)
        {
            (_left, _done) = (count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return _done.Task;
        }

        public void Add(int count)
        {
            if (Interlocked.Add(ref _left, -count) <= 0)
            {
                _done.TrySetResult();
            }
        }
    }
}
