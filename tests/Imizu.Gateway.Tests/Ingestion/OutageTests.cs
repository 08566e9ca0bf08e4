using System.Net.Sockets;
using Imizu.EventStreams.Storage;
using Imizu.Gateway.Tallies;
using Marten.Exceptions;
using Npgsql;
using Xunit;

namespace Imizu.Gateway.Tests.Ingestion;

/// <summary>What passes is waited for; what the database refuses for good is not.</summary>
public sealed class OutageTests
{
    [Theory]
    [InlineData("57P01", true)]
    [InlineData("53300", true)]
    [InlineData("40001", true)]
    [InlineData("57014", true)]
    [InlineData("25P04", true)]
    [InlineData("22P05", false)]
    [InlineData("42P01", false)]
    public void Of_what_the_database_answers_only_what_passes_is_an_outage(string state, bool passes) =>
        Assert.Equal(passes, Outage.Is(new MartenCommandException(new NpgsqlCommand(), new PostgresException("", "ERROR", "ERROR", state))));

    [Fact]
    public void A_database_or_service_that_does_not_answer_is_an_outage() =>
        Assert.All((Exception[])[new NpgsqlException("", new SocketException()), new TimeoutException(), new ServiceUnavailableException(), new HttpIOException(HttpRequestError.ResponseEnded)], e => Assert.True(Outage.Is(e)));
}
