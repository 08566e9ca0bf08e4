using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Imizu.ServiceDefaults.Tests;

/// <summary>Requests between services bypass proxies.</summary>
public sealed class ProxyTests
{
    [Fact]
    public async Task HTTP_clients_bypass_the_environments_proxy()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.Services.AddHttpClient("another");
        await using var service = builder.Build();
        service.MapGet("/", () => Results.Text("itself"));
        await service.StartAsync(TestContext.Current.CancellationToken);
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new ProxyOf(new Uri(service.Urls.Single()));
        try
        {
            using var http = service.Services.GetRequiredService<IHttpClientFactory>().CreateClient("another");

            Assert.Equal("itself", await http.GetStringAsync(new Uri(service.Urls.Single()), TestContext.Current.CancellationToken));
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    /// <summary>For one address alone, lest others who ask meanwhile be sent to it: a port where nobody answers.</summary>
    private sealed class ProxyOf(Uri address) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri GetProxy(Uri destination) => new("http://127.0.0.1:1");

        public bool IsBypassed(Uri host) => host.Authority != address.Authority;
    }
}
