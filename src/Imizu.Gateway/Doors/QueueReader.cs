using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Imizu.Gateway.Doors;

/// <summary>Reads a queue for as long as the gateway runs, whatever becomes of the broker meanwhile.</summary>
internal abstract partial class QueueReader(AmqpConnection broker, TimeProvider clock, ILogger log) : BackgroundService
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500), Longest = TimeSpan.FromSeconds(15);

    protected abstract string Queue { get; }

    /// <summary>How many messages are given out at once.</summary>
    protected abstract ushort Prefetch { get; }

    /// <summary>Returns when the message can be acked.</summary>
    protected abstract Task Take(AmqpMessage message, CancellationToken cancellationToken);

    /// <summary>Returns when what messages are handed on to answers: there is no use in being given any before.</summary>
    protected virtual Task Ready(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = First; !stoppingToken.IsCancellationRequested;)
        {
            var began = clock.GetTimestamp();
            try
            {
                await Ready(stoppingToken);
                await Read(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The message of an exception can hold what a message held; its kind cannot.
                LogAway(Queue, e.GetType().Name, pause.TotalSeconds);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            pause = clock.GetElapsedTime(began) > Longest ? First : pause * 2 < Longest ? pause * 2 : Longest;
            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Read(CancellationToken stoppingToken)
    {
        await using var connection = await broker.Open(Queue, stoppingToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
        await AmqpTopology.Declare(connection, channel, stoppingToken);
        await channel.BasicQosAsync(0, Prefetch, global: false, stoppingToken);

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, why) => Closed(new AlreadyClosedException(why));
        var lanes = new Lanes(async message =>
        {
            using var span = ArrivalSpan.OfMessage(Queue, message.Sent);
            try
            {
                await Take(message, ending.Token);
                await channel.BasicAckAsync(message.Tag, multiple: false, ending.Token);
            }
            catch (Exception e)
            {
                span.Failed(e, ending.Token);
                throw;
            }
        }, ending.Token);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivered) =>
        {
            lanes.Add(AmqpMessage.Of(delivered));
            return Task.CompletedTask;
        };
        consumer.UnregisteredAsync += (_, _) => Closed(new OperationCanceledException("The queue is gone."));
        try
        {
            await channel.BasicConsumeAsync(Queue, autoAck: false, consumer, stoppingToken);
            LogReading(Queue);
            await await Task.WhenAny(closed.Task, lanes.Failed).WaitAsync(stoppingToken);
        }
        finally
        {
            // Whatever is still worked on ends before anything of it is given out again: each measure keeps its order.
            await ending.CancelAsync();
            await lanes.Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Task Closed(Exception why)
        {
            closed.TrySetException(why);
            return Task.CompletedTask;
        }
    }

    [LoggerMessage(EventId = 3121, Level = LogLevel.Information, Message = "Reading {Queue}")]
    private partial void LogReading(string queue);

    [LoggerMessage(EventId = 3122, Level = LogLevel.Warning, Message = "{Queue} is not read ({Because}); trying again in {Seconds} s")]
    private partial void LogAway(string queue, string because, double seconds);
}
