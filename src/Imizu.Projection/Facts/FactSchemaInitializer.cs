using Npgsql;

namespace Imizu.Projection.Facts;

/// <summary>Creates the facts tables before the service takes in events.</summary>
public sealed class FactSchemaInitializer(NpgsqlDataSource database) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => FactGenerations.SetUp(database, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
