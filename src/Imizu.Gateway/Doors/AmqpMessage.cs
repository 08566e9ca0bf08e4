using System.Text;
using Imizu.Gateway.Tallies;
using RabbitMQ.Client.Events;

namespace Imizu.Gateway.Doors;

/// <summary>A message that was given out and waits for its ack.</summary>
/// <param name="Tag">What it is acked by.</param>
/// <param name="IsAgain">Whether it may have been given out before.</param>
/// <param name="IsNamed">Whether its sender named it.</param>
/// <param name="Measure">The measure that it is of; null where that cannot be read.</param>
/// <param name="DeadBecause">Why the broker gave it up, in its word; null where it has not.</param>
/// <param name="Arrival">What came.</param>
internal sealed record AmqpMessage(ulong Tag, bool IsAgain, bool IsNamed, string? Measure, string? DeadBecause, Arrival Arrival)
{
    /// <summary>Copies it: the client's buffer is given to the next message as soon as it has been handed over.</summary>
    public static AmqpMessage Of(BasicDeliverEventArgs delivered)
    {
        var (user, id, body) = (delivered.BasicProperties.UserId, delivered.BasicProperties.MessageId, delivered.Body.ToArray());
        var isNamed = !string.IsNullOrEmpty(id);
        return new(
            delivered.DeliveryTag, delivered.Redelivered, isNamed, TallyReading.Read(body).Tally?.Measure,
            delivered.BasicProperties.Headers?.TryGetValue("x-first-death-reason", out var why) == true && why is byte[] reason ? Encoding.UTF8.GetString(reason) : null,
            new Arrival(
                Door.Amqp, string.IsNullOrEmpty(user) ? null : user, body,
                isNamed ? SendingName.Of(id!) : SendingName.OfBody(user ?? "", body), isNamed ? id : null));
    }
}
