using System.Diagnostics.Metrics;
using Imizu.EventStreams;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>What replays run on.</summary>
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
        builder.Services.AddKeyedSingleton(nameof(Replays), (_, _) => NpgsqlDataSource.Create(connection));
        builder.Services.AddSingleton(services => new GenerationStep(
            services.GetRequiredKeyedService<NpgsqlDataSource>(nameof(Replays)), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<GenerationStep>>()));
        builder.Services.AddSingleton(services => new Replays(
            services.GetRequiredKeyedService<NpgsqlDataSource>(nameof(Replays)), services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<IHostApplicationLifetime>(), services.GetRequiredService<IMeterFactory>(), services.GetRequiredService<ILogger<Replays>>()));
    }
}
