using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Imizu.Testing.Servers;

/// <summary>What the broker does not let somebody do.</summary>
public static class BrokerRefusal
{
    public const int AccessRefused = 403, PreconditionFailed = 406;

    /// <summary>The code with which the broker closes a channel on which that is tried; 0 where it lets it be done.</summary>
    public static async Task<int> Refusal(this IConnection connection, Func<IChannel, Task> attempt)
    {
        var cancelled = TestContext.Current.CancellationToken;
        // With confirms, so that a publish is answered too.
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancelled);
        var closed = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, why) =>
        {
            closed.TrySetResult(why.ReplyCode);
            return Task.CompletedTask;
        };
        try
        {
            await attempt(channel);
            return 0;
        }
        catch (Exception e) when (e is OperationInterruptedException or AlreadyClosedException or PublishException)
        {
            return await closed.Task.WaitAsync(cancelled);
        }
    }
}
