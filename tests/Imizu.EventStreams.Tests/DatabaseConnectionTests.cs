using Microsoft.Extensions.Configuration;
using Npgsql;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>The size of a service's connection pool.</summary>
public sealed class DatabaseConnectionTests
{
    private static int PoolOf(string connection) => new NpgsqlConnectionStringBuilder(
        new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:database", connection)]).Build().Database()).MaxPoolSize;

    [Fact]
    public void The_connection_pool_is_small_unless_its_size_is_configured() =>
        Assert.Equal((12, 40), (PoolOf("Host=h;Database=d"), PoolOf("Host=h;Database=d;Maximum Pool Size=40")));
}
