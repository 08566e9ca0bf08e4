using Imizu.Contracts;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Imizu.EventStreams.Announcing;

/// <summary>The published form on the broker: plain CloudEvents JSON on one topic exchange, for any AMQP client.</summary>
public static class Messaging
{
    /// <summary>A service whose broker is away records and reports all the same: that makes it slower, not unready.</summary>
    public static void WorksWithoutBroker(this IBusRegistrationConfigurator bus) =>
        bus.ConfigureHealthCheckOptions(health => health.MinimalFailureStatus = HealthStatus.Degraded);

    /// <summary>Says nothing of itself to anybody outside: MassTransit would else report to its makers what it runs on and how it is set up.</summary>
    public static void KeepsToItself(this IBusRegistrationConfigurator bus) => bus.DisableUsageTelemetry();

    /// <summary>Sets how envelopes are published; the same for those who announce and those who follow.</summary>
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

    /// <summary>
    /// Says which service's account publishes: whoever reads it can rely on that, for the broker takes no other account's name than that of the
    /// connection.
    /// </summary>
    private static void SignWith(PublishContext context, string account)
    {
        if (context.TryGetPayload<RabbitMqSendContext>(out var message))
        {
            message.BasicProperties.UserId = account;
        }
    }
}
