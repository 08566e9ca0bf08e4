using Imizu.EventStreams;
using Marten;

namespace Imizu.Gateway.Broker;

/// <summary>The accounts at the broker, and the bounds of their queues.</summary>
public static class BrokerHosting
{
    /// <summary>Over the broker's management API (connection <c>management</c>), on the virtual host of the connection <c>messaging</c>.</summary>
    public static void AddBroker(this WebApplicationBuilder builder)
    {
        var virtualHost = Uri.UnescapeDataString(new Uri(builder.Configuration.Connection("messaging")).AbsolutePath.TrimStart('/')) is { Length: > 0 } named ? named : "/";
        var bounds = QueueBounds.Of(builder.Configuration);
        builder.Services.AddSingleton(_ => new ManagementApi(new Uri(builder.Configuration.Connection("management")), virtualHost));
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<BrokerArrangement>(services, virtualHost, bounds));
        builder.Services.AddHostedService<BrokerKeeping>();
        builder.Services.ConfigureMarten(options => options.Schema.For<Installation>().Identity(installation => installation.Id));
    }
}
