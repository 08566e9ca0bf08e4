using Imizu.Contracts;
using Imizu.EventStreams.Announcing;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Lists;
using Imizu.EventStreams.Storage;
using Imizu.EventStreams.Telemetry;
using Imizu.EventStreams.Totals;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using Marten;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Imizu.EventStreams;

/// <summary>Composes a service that records events.</summary>
public static class EventStreamsHosting
{
    private const string PoolSize = "Maximum Pool Size", Prepared = "Max Auto Prepare";
    private const int Connections = 12;

    /// <summary>
    /// Adds event streams in the service's own database (connection string <c>database</c>) and their announcement over RabbitMQ (connection
    /// string <c>messaging</c>).
    /// </summary>
    public static void AddEventStreams(this WebApplicationBuilder builder, ServiceIdentity service)
    {
        builder.AddAnnouncedStreams(service);
        builder.Services.AddMassTransit(bus =>
        {
            bus.ReportBrokerOutageAsDegraded();
            bus.DisableUsageTelemetry();
            bus.UsingRabbitMq((_, rabbit) => rabbit.UseImizuEvents(new Uri(builder.Configuration.Connection("messaging"))));
        });
    }

    /// <summary>The same for a service that adds a bus of its own, because it also consumes.</summary>
    public static void AddAnnouncedStreams(this WebApplicationBuilder builder, ServiceIdentity service)
    {
        builder.AddRecording(service)
            .AddSubscriptionWithServices<Announcer>(ServiceLifetime.Singleton)
            .AddAsyncDaemon(DaemonMode.HotCold);
        builder.Services.AddSingleton<SourceTotals>();
        builder.Services.AddSingleton<HighWaterWatch>();
        builder.Services.AddSingleton<AnnouncingHealth>();
        builder.Services.AddHealthChecks().AddCheck<AnnouncingHealth>("announcing");
    }

    /// <summary>Adds event streams and the HTTP defaults, without an announcer.</summary>
    public static MartenServiceCollectionExtensions.MartenConfigurationExpression AddRecording(
        this WebApplicationBuilder builder, ServiceIdentity service)
    {
        builder.AddHttpDefaults();
        builder.Services.AddSingleton(service);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<RecordingMetrics>();
        builder.Services.AddSingleton<StreamStore>();
        builder.Services.AddHostedService<ExpiredAnswers>();
        builder.Services.AddSingleton<ListedKinds>();
        builder.Services.AddHostedService<MissingLists>();
        return builder.Services.AddMarten(options => ConfigureStore(options, builder.Configuration.Database()))
            .ApplyAllDatabaseChangesOnStartup();
    }

    /// <summary>Maps the feed and the control totals, with the HTTP defaults.</summary>
    public static void UseEventStreams(this WebApplication app)
    {
        app.UseHttpDefaults();
        app.MapFeed();
        app.MapControlTotals();
    }

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="InvalidOperationException">It is not configured.</exception>
    public static string Connection(this IConfiguration configuration, string name) =>
        configuration.GetConnectionString(name) ?? throw new InvalidOperationException($"ConnectionStrings:{name} is not set.");

    /// <summary>
    /// The connection string of the service's own database, with a connection pool small enough that all services fit into PostgreSQL's default
    /// of 100 connections. What is asked again and again is prepared, which spares PostgreSQL a fourth of its work.
    /// </summary>
    public static string Database(this IConfiguration configuration)
    {
        var connection = new NpgsqlConnectionStringBuilder(configuration.Connection("database"));
        // Not ContainsKey, which is true for every supported keyword.
        if (!connection.ShouldSerialize(PoolSize))
        {
            connection.MaxPoolSize = Connections;
        }
        if (!connection.ShouldSerialize(Prepared))
        {
            connection.MaxAutoPrepare = 50;
        }
        return connection.ConnectionString;
    }

    private static void ConfigureStore(StoreOptions options, string connection)
    {
        options.Connection(connection);
        options.UseContractJson();
        options.RepeatNothing();
        // An event that this build cannot deserialize stops the announcer: skipped, it would be lost to consumers without a trace.
        options.Projections.Errors.SkipUnknownEvents = false;
        options.Projections.Errors.SkipSerializationErrors = false;
        options.Projections.Errors.SkipApplyErrors = false;
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.AppendMode = EventAppendMode.Rich;
        options.Events.EnableUniqueIndexOnEventId = true;
        options.Events.UseListenNotifyForEventAppends = true;
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.MetadataConfig.CausationIdEnabled = true;
        options.Events.MetadataConfig.HeadersEnabled = true;
        options.Events.MetadataConfig.UserNameEnabled = true;
        foreach (var (name, record) in EventCatalog.All)
        {
            options.Events.MapEventType(record, name);
        }
        options.Schema.For<IdempotentAnswer>().Identity(answer => answer.Id).IndexLastModified();
        options.Schema.For<Erasure>().Identity(erasure => erasure.Id);
        options.Schema.For<ListedStream>().Identity(stream => stream.Id).Index(stream => new { stream.Kind, stream.FiscalYear, stream.Number }, index => index.IsUnique = true);
        options.Schema.For<Succession>().Identity(succession => succession.Earlier);
    }
}
