using Npgsql;

namespace Imizu.Projection.Facts;

/// <summary>Has the tables of facts there before anything is taken in.</summary>
public sealed class FactsLaidOut(NpgsqlDataSource database) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => FactGenerations.SetUp(database, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
