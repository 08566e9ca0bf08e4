using Npgsql;

namespace Imizu.Provisioning.Databases;

/// <summary>The PostgreSQL server that the services share.</summary>
internal static class DatabaseServer
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Connects as the administrator, waiting for a server that is still starting.</summary>
    /// <exception cref="NpgsqlException">It did not answer in time, or refused.</exception>
    public static async Task<NpgsqlConnection> ConnectAsync(string connectionString, TimeSpan limit)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        settings.Database ??= "postgres";
        using var timer = new PeriodicTimer(Pause);
        for (var left = limit; ; left -= Pause)
        {
            var connection = new NpgsqlConnection(settings.ConnectionString);
            try
            {
                await connection.OpenAsync();
                return connection;
            }
            catch (NpgsqlException e) when (e.IsTransient && left > TimeSpan.Zero)
            {
                await connection.DisposeAsync();
                await timer.WaitForNextTickAsync();
            }
        }
    }
}
