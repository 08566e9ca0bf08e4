using Imizu.Contracts;
using Imizu.EventStreams.Announcing;
using Imizu.EventStreams.Http;
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

/// <summary>What every service that records events is made of.</summary>
public static class EventStreamsHosting
{
    private const string PoolSize = "Maximum Pool Size";
    private const int Connections = 12;

    /// <summary>Streams in the service's own database (connection <c>database</c>), announced on the broker (connection <c>messaging</c>).</summary>
    public static void AddEventStreams(this WebApplicationBuilder builder, ServiceIdentity service)
    {
        builder.AddRecording(service)
            .AddSubscriptionWithServices<Announcer>(ServiceLifetime.Singleton)
            .AddAsyncDaemon(DaemonMode.HotCold);
        builder.Services.AddSingleton<SourceTotals>();
        builder.Services.AddMassTransit(bus =>
        {
            bus.WorksWithoutBroker();
            bus.KeepsToItself();
            bus.UsingRabbitMq((_, rabbit) => rabbit.UseImizuEvents(new Uri(builder.Configuration.Connection("messaging"))));
        });
    }

    /// <summary>Streams and their HTTP manners, without an announcer.</summary>
    public static MartenServiceCollectionExtensions.MartenConfigurationExpression AddRecording(
        this WebApplicationBuilder builder, ServiceIdentity service)
    {
        builder.AddHttpManners();
        builder.Services.AddSingleton(service);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<RecordingMetrics>();
        builder.Services.AddSingleton<StreamStore>();
        return builder.Services.AddMarten(options => ConfigureStore(options, builder.Configuration.Database()))
            .ApplyAllDatabaseChangesOnStartup();
    }

    /// <summary>The feed and its control totals, and the manners of every recording service.</summary>
    public static void UseEventStreams(this WebApplication app)
    {
        app.UseHttpManners();
        app.MapFeed();
        app.MapControlTotals();
    }

    /// <summary>A connection string by its name.</summary>
    /// <exception cref="InvalidOperationException">It is not configured.</exception>
    public static string Connection(this IConfiguration configuration, string name) =>
        configuration.GetConnectionString(name) ?? throw new InvalidOperationException($"ConnectionStrings:{name} is not set.");

    /// <summary>
    /// The service's own database (connection <c>database</c>), with few connections in a pool, so that there is room for the other services:
    /// PostgreSQL takes 100 unless it is told otherwise. Who asks while all of a pool are in use waits.
    /// </summary>
    public static string Database(this IConfiguration configuration)
    {
        var connection = new NpgsqlConnectionStringBuilder(configuration.Connection("database"));
        // Not ContainsKey, which says yes to every word that there is.
        if (!connection.ShouldSerialize(PoolSize))
        {
            connection.MaxPoolSize = Connections;
        }
        return connection.ConnectionString;
    }

    private static void ConfigureStore(StoreOptions options, string connection)
    {
        options.Connection(connection);
        options.UseContractJson();
        // What this build cannot read stops the announcer: passed over, it would be missing for ever, and nobody would see the gap.
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
        options.Schema.For<IdempotentAnswer>().Identity(answer => answer.Id);
    }
}
