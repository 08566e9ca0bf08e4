using Imizu.Contracts;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Imizu.EventStreams.Announcing;

/// <summary>The MassTransit configuration of published events: plain CloudEvents JSON on one topic exchange, readable by any AMQP client.</summary>
public static class Messaging
{
    /// <summary>Reports an unavailable broker as degraded instead of unhealthy: a service can record and report without it.</summary>
    public static void ReportBrokerOutageAsDegraded(this IBusRegistrationConfigurator bus) =>
        bus.ConfigureHealthCheckOptions(health => health.MinimalFailureStatus = HealthStatus.Degraded);

    /// <summary>Configures serialization, the exchange and routing keys of event envelopes; the same for publishers and consumers.</summary>
    public static void UseImizuEvents(this IRabbitMqBusFactoryConfigurator bus, Uri broker)
    {
        bus.Host(broker, host => host.PublisherConfirmation = true);
        bus.ConfigureJsonSerializerOptions(ContractJson.Apply);
        bus.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
        bus.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType, isDefault: true);
        bus.Message<EventEnvelope>(message => message.SetEntityName(Exchanges.Events));
        if (BrokerAccount.In(broker) is { } account)
        {
            bus.ConfigurePublish(publish => publish.UseExecute(context => SignWith(context, account)));
        }
        bus.Publish<EventEnvelope>(publish => publish.ExchangeType = RabbitMQ.Client.ExchangeType.Topic);
        bus.Send<EventEnvelope>(send => send.UseRoutingKeyFormatter(context => context.Message.Type));
    }

    /// <summary>Sets the AMQP property <c>user-id</c>, which RabbitMQ validates against the connection's user.</summary>
    private static void SignWith(PublishContext context, string account)
    {
        if (context.TryGetPayload<RabbitMqSendContext>(out var message))
        {
            message.BasicProperties.UserId = account;
        }
    }
}
