using System.Diagnostics;
using System.Text;
using Imizu.Gateway.Tallies;
using RabbitMQ.Client.Events;

namespace Imizu.Gateway.Doors;

/// <summary>A message that was given out and waits for its ack.</summary>
/// <param name="Tag">What it is acked by.</param>
/// <param name="IsAgain">Whether it may have been given out before.</param>
/// <param name="Tally">What it says; null where that cannot be read.</param>
/// <param name="DeadBecause">Why the broker gave it up, in its word; null where it has not.</param>
/// <param name="Sent">The span that published it; the default where it does not say.</param>
/// <param name="Arrival">What came.</param>
internal sealed record AmqpMessage(ulong Tag, bool IsAgain, Tally? Tally, string? DeadBecause, ActivityContext Sent, Arrival Arrival)
{
    /// <summary>
    /// Copies it: the client's buffer is given to the next message as soon as it has been handed over. Of what is far too large to be a tally
    /// only the beginning: many may wait here at once.
    /// </summary>
    public static AmqpMessage Of(BasicDeliverEventArgs delivered)
    {
        var (user, id) = (delivered.BasicProperties.UserId, delivered.BasicProperties.MessageId);
        var arrival = Arrival.Of(Door.Amqp, string.IsNullOrEmpty(user) ? null : user, delivered.Body, string.IsNullOrEmpty(id) ? null : id);
        return new(
            delivered.DeliveryTag, delivered.Redelivered, TallyReading.Read(arrival.Body).Tally,
            delivered.BasicProperties.Headers?.TryGetValue("x-first-death-reason", out var why) == true && why is byte[] reason ? Encoding.UTF8.GetString(reason) : null,
            ArrivalSpan.Named(delivered.BasicProperties.Headers), arrival);
    }
}
