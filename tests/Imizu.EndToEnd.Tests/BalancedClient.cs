using Imizu.LocalHosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Imizu.EndToEnd.Tests;

/// <summary>A client of a stack with replicas that finds services by their names, and sends to all replicas in turn, as services themselves do.</summary>
internal sealed class BalancedClient : IDisposable
{
    private readonly ServiceProvider _provider;

    public BalancedClient(StackState stack, TimeSpan patience)
    {
        var replicas = stack.Resources.Where(resource => resource.ReplicaOf is not null).GroupBy(resource => resource.ReplicaOf!).ToList();
        var addresses = replicas.SelectMany(service => service.Index().Select(replica =>
            KeyValuePair.Create($"services:{service.Key}:http:{replica.Index}", replica.Item.Url)));
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(addresses).Build());
        services.AddServiceDiscovery();
        services.AddHttpClient(nameof(BalancedClient), client => client.Timeout = patience).AddServiceDiscovery();
        _provider = services.BuildServiceProvider();
        Services = replicas.ToDictionary(service => service.Key, service => new Uri($"http://{service.Key}"));
        Http = _provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(BalancedClient));
    }

    /// <summary>Where each service is, by its name.</summary>
    public IReadOnlyDictionary<string, Uri> Services { get; }

    public HttpClient Http { get; }

    public void Dispose()
    {
        Http.Dispose();
        _provider.Dispose();
    }
}
