using JasperFx;
using Npgsql;

namespace Imizu.EventStreams.Storage;

/// <summary>Tells what passes from what is wrong.</summary>
public static class Outage
{
    /// <summary>Whether a server or service that this one needs was away, or has ended the connection in between; however it is wrapped.</summary>
    public static bool Is(Exception? exception) => exception switch
    {
        null => false,
        // 57 and 25P: it is shutting down, starting, or has ended the statement or the session; 53: it has no more connections, memory or disk; 25006: it only reads.
        PostgresException { SqlState: ['5', '7', ..] or ['5', '3', ..] or ['0', '8', ..] or "25006" or "25P03" or "25P04" } => true,
        PostgresException { IsTransient: true } or ConcurrencyException or TimeoutException => true,
        PostgresException => false,
        NpgsqlException or System.Net.Sockets.SocketException or HttpRequestException or HttpIOException => true,
        _ => Is(exception.InnerException),
    };
}
