using JasperFx;
using Marten.Exceptions;
using Npgsql;

namespace Imizu.Gateway.DeadLetters;

/// <summary>Tells what passes from what doesn't.</summary>
internal static class Away
{
    /// <summary>The database does not answer now, or somebody else was quicker: worth another try.</summary>
    public static bool IsDatabase(Exception e) =>
        e is NpgsqlException or TimeoutException or ConcurrencyException or MartenCommandException { InnerException: NpgsqlException };
}
