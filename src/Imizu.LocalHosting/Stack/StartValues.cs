using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Imizu.LocalHosting;

/// <summary>Settles, when the stack starts, the values that AppHost.cs leaves open: parameters and ports.</summary>
internal static class StartValues
{
    public static void Settle(IReadOnlyList<IResource> resources, KeptValues kept, IConfiguration configuration)
    {
        foreach (var resource in resources)
        {
            foreach (var endpoint in resource.Annotations.OfType<HttpEndpointAnnotation>())
            {
                endpoint.Ports = (endpoint.WantedPort, resource.ReplicaNames()) switch
                {
                    ({ } wanted, [_]) => [wanted],
                    (null, var names) => [.. names.Select(kept.Port)],
                    _ => throw new StackRefusedException($"{resource.Name} has replicas, which cannot all listen on the one port that is named for it."),
                };
            }

            if (resource is RabbitMQServerResource { HasManagement: true } rabbit)
            {
                rabbit.ManagementPort = kept.Port($"{rabbit.Name}-management");
            }

            switch (resource)
            {
                case ParameterResource parameter:
                    parameter.Value = configuration[$"Parameters:{parameter.Name}"] ?? ValueOf(parameter, kept);
                    break;
                case ServerResource { Port: 0 } server:
                    server.Port = kept.Port(server.Name);
                    break;
            }
        }
    }

    /// <summary>The connection strings of all that have one, by name.</summary>
    public static async Task<Dictionary<string, string>> ConnectionStringsAsync(
        IReadOnlyList<IResource> resources, CancellationToken cancellationToken)
    {
        var connections = new Dictionary<string, string>();
        foreach (var resource in resources.OfType<IResourceWithConnectionString>())
        {
            connections[resource.Name] = await resource.GetValueAsync(cancellationToken) ?? "";
        }

        return connections;
    }

    private static string? ValueOf(ParameterResource parameter, KeptValues kept) => parameter switch
    {
        { Default: null } => throw new StackRefusedException($"Parameters:{parameter.Name} is not configured."),
        { Default: var made, Persist: true } => kept.Secret(parameter.Name, made.GetDefaultValue),
        { Default: var made } => made.GetDefaultValue(),
    };
}
