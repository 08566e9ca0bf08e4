using Imizu.Contracts;
using Imizu.EventStreams.Announcing;
using MassTransit;

namespace Imizu.Projection.Journal;

/// <summary>
/// A MassTransit filter that accepts an event only from its source's own broker user and of a type that the source records. Others become dead
/// letters; a genuine event is read from the feed.
/// </summary>
/// <param name="mustBeSigned">
/// Whether a message has to say who published it. So it is where each service has an account of its own; where one is shared, nobody can be told
/// from another, and nothing is signed.
/// </param>
public sealed class PublisherFilter(bool mustBeSigned) : IFilter<ConsumeContext>
{
    /// <summary>The filter for a broker: signatures are required where the service itself connects with an account of its own.</summary>
    public static PublisherFilter For(Uri broker) => new(mustBeSigned: BrokerAccount.In(broker) is not null);

    /// <exception cref="ForeignPublisherException">It comes from somebody else, does not say from whom, or is of a type that is another source's.</exception>
    public Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        if (context.TryGetMessage<EventEnvelope>(out var message))
        {
            Check(message.Message, Publisher(context.ReceiveContext));
        }
        return next.Send(context);
    }

    void IProbeSite.Probe(ProbeContext context) => context.CreateFilterScope("publisher");

    private void Check(EventEnvelope envelope, string? publisher)
    {
        var source = envelope.Source;
        var isKnown = source == EventSources.Own || EventSources.All.Contains(source);
        // Unknown names are untrusted and not repeated in the message.
        var named = isKnown ? $"says that it is of {source}" : "says that it is of a source that is not followed";
        if (publisher is null && mustBeSigned)
        {
            throw new ForeignPublisherException($"Refused: the message {named}, and has no user-id that would say which account published it.");
        }
        if (publisher is not null && (!isKnown || publisher != BrokerAccount.Of(EventSources.ServiceOf(source))))
        {
            throw new ForeignPublisherException($"Refused: the message {named}, and was published by the account {publisher}.");
        }
        // Not stored as events from a feed are: the source's own event at that position would then be dropped as a duplicate.
        if (isKnown && !EventAreas.Has(EventSources.ServiceOf(source), envelope.Type))
        {
            throw new ForeignPublisherException($"Refused: the message {named}, and its type is none of that source's.");
        }
    }

    private static string? Publisher(ReceiveContext received) =>
        received.TryGetPayload<RabbitMqBasicConsumeContext>(out var message) && message.Properties.UserId is { Length: > 0 } publisher ? publisher : null;
}
