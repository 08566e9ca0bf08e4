using Imizu.Gateway.Broker;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Imizu.Gateway.Tests.Broker;

public sealed class ManagementApiTests
{
    [Theory]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("{\"error\":")]
    public async Task What_no_broker_answers_is_a_broker_that_is_away(string answer)
    {
        var cancelled = TestContext.Current.CancellationToken;
        await using var other = WebApplication.CreateSlimBuilder().Build();
        other.Urls.Add("http://127.0.0.1:0");
        other.MapFallback(() => answer);
        await other.StartAsync(cancelled);
        using var broker = new ManagementApi(new Uri(other.Urls.Single().Replace("//", "//name:password@", StringComparison.Ordinal)), "/");

        await Assert.ThrowsAsync<HttpRequestException>(() => broker.Queues(cancelled));
        await Assert.ThrowsAsync<HttpRequestException>(() => broker.State(cancelled));
        await Assert.ThrowsAsync<HttpRequestException>(() => broker.User("name", cancelled));
        await Assert.ThrowsAsync<HttpRequestException>(() => broker.OwnerOf("queues/%2F/name", cancelled));
    }
}
