using System.Net;
using System.Text.Json.Nodes;
using Imizu.Contracts.Reports;
using Imizu.Web.Asking;
using Xunit;

namespace Imizu.Web.Tests;

public sealed class ServiceClientTests
{
    [Theory]
    [InlineData("<html>", "utf-8")]
    [InlineData("{\"fiscalYear\":", "utf-8")]
    [InlineData("{}", "x-unknown")]
    public async Task What_no_service_answers_is_a_service_that_is_away(string answer, string charset)
    {
        var cancelled = TestContext.Current.CancellationToken;
        using var other = new Answering(answer, charset);
        using var http = new HttpClient(other);
        var services = new ServiceClient(http);

        var read = await Assert.ThrowsAsync<ServiceException>(() => services.Find<AnnualReport>("projection", "/reports/2024", cancelled));
        var (recorded, problem) = await services.Post("consultation", "/cases/1/receipt", new JsonObject(), "key", version: null, isConfirmed: false, cancelled);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, null, Problem.OfOutage), (read.Status, recorded, problem));
    }

    private sealed class Answering(string answer, string charset) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer) { Headers = { ContentType = new("application/json", charset) } } });
    }
}
