using Imizu.Contracts;
using Imizu.EventStreams;
using Imizu.EventStreams.Announcing;
using Imizu.Projection.Facts;
using Marten;
using MassTransit;
using Npgsql;

namespace Imizu.Projection.Journal;

/// <summary>The journal's parts: its store, its consumer, its feeds.</summary>
public static class JournalHosting
{
    /// <summary>The queue on the broker; what cannot be read goes to the queue of the same name with <c>_error</c>.</summary>
    public const string Queue = "imizu.projection";

    public static void AddJournal(this WebApplicationBuilder builder)
    {
        builder.Services.AddMartenStore<IJournalStore>(options => JournalStore.Configure(options, builder.Configuration.Database()))
            .ApplyAllDatabaseChangesOnStartup();
        builder.Services.AddSingleton(NpgsqlDataSource.Create(builder.Configuration.Database()));
        builder.Services.AddHostedService<FactsLaidOut>();
        builder.Services.AddSingleton<JournalMetrics>();
        builder.Services.AddSingleton<EventJournal>();
        builder.Services.AddSingleton<JournalTotals>();
        builder.Services.AddSingleton<EventSources>();
        builder.Services.AddSingleton<SourceAgreement>();
        builder.Services.AddHttpClient(EventSources.Client);
        builder.Services.AddSingleton<GapFiller>();
        builder.Services.AddHostedService(services => services.GetRequiredService<GapFiller>());
        builder.Services.AddMassTransit(bus =>
        {
            bus.WorksWithoutBroker();
            bus.KeepsToItself();
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
        // What goes wrong is a dead letter, and no news to anybody on an exchange of its own, to which the account may not publish.
        queue.PublishFaults = false;
        // Before all that tries again: what is refused once is refused.
        queue.UseFilter(publishers);
        queue.SetQuorumQueue();
        // Of several instances one takes the events, in order; the others wait until it is gone.
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
