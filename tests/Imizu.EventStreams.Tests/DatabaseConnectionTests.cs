using Microsoft.Extensions.Configuration;
using Npgsql;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>How many connections a pool of a service takes.</summary>
public sealed class DatabaseConnectionTests
{
    private static int PoolOf(string connection) => new NpgsqlConnectionStringBuilder(
        new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:database", connection)]).Build().Database()).MaxPoolSize;

    [Fact]
    public void Few_unless_it_is_told_otherwise() =>
        Assert.Equal((12, 40), (PoolOf("Host=h;Database=d"), PoolOf("Host=h;Database=d;Maximum Pool Size=40")));
}
