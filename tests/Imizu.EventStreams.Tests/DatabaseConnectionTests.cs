using Microsoft.Extensions.Configuration;
using Npgsql;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>How a service connects to its database.</summary>
public sealed class DatabaseConnectionTests
{
    private static NpgsqlConnectionStringBuilder Of(string connection) =>
        new(new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:database", connection)]).Build().Database());

    [Fact]
    public void The_connection_pool_is_small_unless_its_size_is_configured() =>
        Assert.Equal((12, 40), (Of("Host=h;Database=d").MaxPoolSize, Of("Host=h;Database=d;Maximum Pool Size=40").MaxPoolSize));

    [Fact]
    public void What_is_asked_often_is_prepared_unless_that_is_configured() =>
        Assert.Equal((50, 0), (Of("Host=h;Database=d").MaxAutoPrepare, Of("Host=h;Database=d;Max Auto Prepare=0").MaxAutoPrepare));
}
