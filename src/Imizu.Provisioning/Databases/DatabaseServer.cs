using Npgsql;

namespace Imizu.Provisioning.Databases;

/// <summary>The shared PostgreSQL server.</summary>
internal static class DatabaseServer
{
    /// <summary>Connects as the administrator.</summary>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    /// <exception cref="NpgsqlException">It refused.</exception>
    public static Task<NpgsqlConnection> ConnectAsync(string connectionString, TimeSpan limit)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        settings.Database ??= "postgres";
        return StartingServer.Answers<NpgsqlConnection>("postgres", limit, async cancellationToken =>
        {
            var connection = new NpgsqlConnection(settings.ConnectionString);
            try
            {
                await connection.OpenAsync(cancellationToken);
                return (connection, null);
            }
            catch (NpgsqlException e) when (e.IsTransient)
            {
                await connection.DisposeAsync();
                return (null, e.Message);
            }
        });
    }
}
