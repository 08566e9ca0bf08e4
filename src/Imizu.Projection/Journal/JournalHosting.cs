using Imizu.Contracts;
using Imizu.EventStreams;
using Imizu.EventStreams.Announcing;
using Imizu.Projection.Facts;
using Marten;
using MassTransit;
using Npgsql;

namespace Imizu.Projection.Journal;

/// <summary>Registers the journal: its store, consumer and feed clients.</summary>
public static class JournalHosting
{
    /// <summary>The receive endpoint's queue; messages that cannot be handled go to the queue with the suffix <c>_error</c>.</summary>
    public const string Queue = "imizu.projection";

    public static void AddJournal(this WebApplicationBuilder builder)
    {
        builder.Services.AddMartenStore<IJournalStore>(options => JournalStore.Configure(options, builder.Configuration.Database()))
            .ApplyAllDatabaseChangesOnStartup();
        builder.Services.AddSingleton(NpgsqlDataSource.Create(builder.Configuration.Database()));
        builder.Services.AddHostedService<FactSchemaInitializer>();
        builder.Services.AddSingleton<JournalMetrics>();
        builder.Services.AddSingleton<EventJournal>();
        builder.Services.AddSingleton<JournalTotals>();
        builder.Services.AddSingleton<EventSources>();
        builder.Services.AddSingleton<IntakeProgress>();
        builder.Services.AddSingleton<SourceConsistencyMonitor>();
        builder.Services.AddHttpClient(EventSources.Client);
        builder.Services.AddSingleton<GapFiller>();
        builder.Services.AddHostedService(services => services.GetRequiredService<GapFiller>());
        builder.Services.AddReceiveEndpointObserver<RefusedEndpointRestart>();
        builder.Services.AddMassTransit(bus =>
        {
            bus.ReportBrokerOutageAsDegraded();
            bus.DisableUsageTelemetry();
            bus.AddConsumer<JournalConsumer>();
            bus.UsingRabbitMq((context, rabbit) =>
            {
                var broker = new Uri(builder.Configuration.Connection("messaging"));
                rabbit.UseImizuEvents(broker);
                rabbit.ConnectReceiveObserver(context.GetRequiredService<JournalMetrics>());
                rabbit.ReceiveEndpoint(Queue, queue => ConfigureQueue(queue, context, PublisherFilter.For(broker)));
            });
        });
    }

    private static void ConfigureQueue(IRabbitMqReceiveEndpointConfigurator queue, IBusRegistrationContext context, PublisherFilter publishers)
    {
        // Faults are not published: the account may not publish, and the message goes to the error queue.
        queue.PublishFaults = false;
        // Before the retry middleware: a refused message is not retried.
        queue.UseFilter(publishers);
        queue.SetQuorumQueue();
        // One instance consumes, in order; the others take over when it ends.
        queue.SingleActiveConsumer = true;
        queue.PrefetchCount = 1000;
        queue.ConfigureConsumeTopology = false;
        queue.Bind(Exchanges.Events, binding =>
        {
            binding.ExchangeType = RabbitMQ.Client.ExchangeType.Topic;
            binding.RoutingKey = "#";
        });
        queue.UseMessageRetry(retry => retry.Exponential(
            retryLimit: 1000, minInterval: TimeSpan.FromMilliseconds(200), maxInterval: TimeSpan.FromSeconds(10), intervalDelta: TimeSpan.FromMilliseconds(500)));
        queue.ConfigureConsumer<JournalConsumer>(context, consumer => consumer.Options<BatchOptions>(batch => batch
            .SetMessageLimit(500).SetTimeLimit(TimeSpan.FromMilliseconds(10)).SetConcurrencyLimit(1)));
    }
}
