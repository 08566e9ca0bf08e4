using System.Diagnostics;
using System.Text;
using Imizu.EventStreams;
using Imizu.Gateway.DeadLetters;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Imizu.Gateway.Tallies;

/// <summary>Consumes what senders publish over AMQP, and what the broker gave up of it, for as long as the gateway runs.</summary>
internal sealed partial class TallyConsumer(
    IConfiguration configuration, TallyIntake intake, Measures measures, DeadLetterStore letters, TimeProvider clock, ILogger<TallyConsumer> log) : BackgroundService
{
    private const int AtOnce = 8;

    /// <summary>So many of one measure, one after the other, take less than <see cref="Patience"/> even where each takes as long as a request may.</summary>
    private const ushort Prefetch = 100;

    /// <summary>Above any broker's own limit, because a message that cannot be received would be delivered again for ever.</summary>
    private const uint LargestMessage = 600 * 1024 * 1024;

    /// <summary>How long a message may wait for its decision; RabbitMQ closes the channel after 30 minutes (<c>consumer_timeout</c>).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private string _lastError = "";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await Consume(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Only the exception's type, because its message may have a sender's content; and the same one once.
                if (_lastError != (_lastError = e.GetType().Name))
                {
                    LogFailed(_lastError, Pause.TotalSeconds);
                }
            }
            await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    /// <summary>Consumes until the channel closes, or a message cannot be decided, and fails with the reason.</summary>
    private async Task Consume(CancellationToken stoppingToken)
    {
        // A message that is given back counts as delivered, so none is taken while it could not be decided.
        await letters.Waiting(stoppingToken);
        await measures.Now(stoppingToken);
        var factory = new ConnectionFactory
        {
            Uri = new Uri(configuration.Connection("messaging")),
            // Recovery would lose track of unacknowledged deliveries.
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            ClientProvidedName = "gateway: tallies",
            MaxInboundMessageBodySize = LargestMessage,
        };
        await using var connection = await factory.CreateConnectionAsync(stoppingToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
        await TallyQueues.Declare(connection, channel, stoppingToken);
        await channel.BasicQosAsync(0, Prefetch, global: false, stoppingToken);

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        using var order = new InOrder(AtOnce);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, why) => End(new AlreadyClosedException(why));
        try
        {
            await Read(TallyQueues.Tallies, (incoming, _, cancelled) => intake.TakeOrKeep(incoming, cancelled));
            await Read(TallyQueues.DeadLetters, (incoming, headers, cancelled) => letters.Keep(incoming, GivenUp(headers), cancelled));
            LogConsuming();
            _lastError = "";
            await ended.Task.WaitAsync(stoppingToken);
        }
        finally
        {
            // Messages in progress end before they are delivered again, so that each measure keeps its order.
            await ending.CancelAsync();
            await order.Close();
        }

        async Task Read(string queue, Func<IncomingTally, IDictionary<string, object?>?, CancellationToken, Task> take)
        {
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.UnregisteredAsync += (_, _) => End(new OperationCanceledException("The queue is gone."));
            consumer.ReceivedAsync += (_, delivered) =>
            {
                _ = Handle(queue, delivered, take);
                return Task.CompletedTask;
            };
            await channel.BasicConsumeAsync(queue, autoAck: false, consumer, stoppingToken);
        }

        async Task Handle(string queue, BasicDeliverEventArgs delivered, Func<IncomingTally, IDictionary<string, object?>?, CancellationToken, Task> take)
        {
            // The client uses its buffer again.
            var (tag, headers, incoming) = (delivered.DeliveryTag, delivered.BasicProperties.Headers, Incoming(delivered));
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
            patience.CancelAfter(Patience);
            try
            {
                await order.Run($"{queue} {measures.KeyOf(incoming.Read.Tally)}", async () =>
                {
                    using var span = TallyTelemetry.OfMessage(queue, headers);
                    try
                    {
                        await take(incoming, headers, patience.Token);
                        await channel.BasicAckAsync(tag, multiple: false, ending.Token);
                    }
                    catch (Exception e) when (!ending.IsCancellationRequested)
                    {
                        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", e.GetType().Name);
                        throw;
                    }
                });
            }
            catch (Exception e)
            {
                await End(e);
            }
        }

        Task End(Exception why)
        {
            ended.TrySetException(why);
            return Task.CompletedTask;
        }
    }

    private static IncomingTally Incoming(BasicDeliverEventArgs delivered)
    {
        var (user, id) = (delivered.BasicProperties.UserId, delivered.BasicProperties.MessageId);
        var (sender, messageId) = (string.IsNullOrEmpty(user) ? null : user, string.IsNullOrEmpty(id) ? null : id);
        return IncomingTally.Of(TallyTransport.Amqp, sender, delivered.Body, messageId is null ? null : IdempotencyKeys.Of(messageId), messageId) with { IsAgain = delivered.Redelivered };
    }

    private static Refusal GivenUp(IDictionary<string, object?>? headers) => new("delivery",
        (headers?.TryGetValue("x-first-death-reason", out var why) == true && why is byte[] reason ? Encoding.UTF8.GetString(reason) : "delivery_limit") is var because && because is "delivery_limit" or "delivery-limit"
            ? $"{TallyQueues.DeliveryLimit} 回渡しましたが、受け取りを終えられませんでした。内容に問題がなければ、そのまま送り直せます。"
            : $"ブローカーが配送をやめました（{UntrustedText.Sanitize(because)}）。内容に問題がなければ、そのまま送り直せます。");

    [LoggerMessage(EventId = 3121, Level = LogLevel.Information, Message = "Consuming tallies")]
    private partial void LogConsuming();

    [LoggerMessage(EventId = 3122, Level = LogLevel.Warning, Message = "Consuming tallies failed ({Because}); retrying in {Seconds} s")]
    private partial void LogFailed(string because, double seconds);
}
