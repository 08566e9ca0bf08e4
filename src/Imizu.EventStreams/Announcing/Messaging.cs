using Imizu.Contracts;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Imizu.EventStreams.Announcing;

/// <summary>The published form on the broker: plain CloudEvents JSON on one topic exchange, for any AMQP client.</summary>
public static class Messaging
{
    /// <summary>The topic exchange; routing keys are event types.</summary>
    public const string Exchange = "imizu.events";

    /// <summary>A service whose broker is away records and reports all the same: that makes it slower, not unready.</summary>
    public static void WorksWithoutBroker(this IBusRegistrationConfigurator bus)
    {
        bus.ConfigureHealthCheckOptions(health => health.MinimalFailureStatus = HealthStatus.Degraded);
        // It would tell its makers, out on the internet, of this machine and its queues five minutes after each start.
        bus.DisableUsageTelemetry();
    }

    /// <summary>Sets how envelopes are published; the same for those who announce and those who follow.</summary>
    public static void UseImizuEvents(this IRabbitMqBusFactoryConfigurator bus, Uri broker)
    {
        bus.Host(broker, host => host.PublisherConfirmation = true);
        bus.ConfigureJsonSerializerOptions(ContractJson.Apply);
        bus.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
        bus.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType, isDefault: true);
        bus.Message<EventEnvelope>(message => message.SetEntityName(Exchange));
        bus.Publish<EventEnvelope>(publish => publish.ExchangeType = RabbitMQ.Client.ExchangeType.Topic);
        bus.Send<EventEnvelope>(send => send.UseRoutingKeyFormatter(context => context.Message.Type));
    }
}
