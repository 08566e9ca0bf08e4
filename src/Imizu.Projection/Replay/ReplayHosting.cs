using System.Diagnostics.Metrics;
using Imizu.EventStreams;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>Registers replays.</summary>
public static class ReplayHosting
{
    private const int Buffer = 1 << 16;

    /// <summary>The lock's connection is idle while the rest works: it shall not be taken for dead on the way, and shall notice when it is.</summary>
    private const int SecondsBetweenSigns = 20;

    /// <summary>
    /// Connections of their own, so that a replay doesn't wait for those who read reports, nor they for it; with larger buffers than the
    /// usual 8 KiB, for it reads and writes the whole of history.
    /// </summary>
    public static void AddReplays(this WebApplicationBuilder builder)
    {
        var connection = new NpgsqlConnectionStringBuilder(builder.Configuration.Database()) { ReadBufferSize = Buffer, WriteBufferSize = Buffer, KeepAlive = SecondsBetweenSigns };
        builder.Services.AddKeyedSingleton(nameof(ReplayService), (_, _) => NpgsqlDataSource.Create(connection));
        builder.Services.AddSingleton(services => new GenerationSwitch(
            services.GetRequiredKeyedService<NpgsqlDataSource>(nameof(ReplayService)), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<GenerationSwitch>>()));
        builder.Services.AddSingleton(services => new ReplayService(
            services.GetRequiredKeyedService<NpgsqlDataSource>(nameof(ReplayService)), services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<IHostApplicationLifetime>(), services.GetRequiredService<IMeterFactory>(), services.GetRequiredService<ILogger<ReplayService>>()));
        builder.Services.AddSingleton<CountingAnew>().AddHostedService(services => services.GetRequiredService<CountingAnew>());
        builder.Services.AddHealthChecks().AddCheck<CountingAnew>("figures", HealthStatus.Degraded);
    }
}
