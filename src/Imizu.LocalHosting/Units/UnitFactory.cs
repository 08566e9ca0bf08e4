using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Imizu.LocalHosting;

/// <summary>What runs on this machine for the resources of a stack; a connection string given from outside needs nothing.</summary>
internal sealed class UnitFactory(
    IReadOnlyList<IResource> resources, DataFolder folder, KeptValues kept, IConfiguration configuration, Dictionary<string, string> telemetry)
{
    public IEnumerable<Unit> Units() => resources.SelectMany(UnitsFor);

    private IEnumerable<Unit> UnitsFor(IResource resource) => resource switch
    {
        PostgresServerResource server => [new PostgresUnit(server, folder, configuration)],
        RabbitMQServerResource server => RabbitMq(server),
        ProjectResource project => project.ReplicaNames().Select((_, replica) => new ProjectUnit(project, replica, telemetry)
        {
            RunsToCompletion = resources.SelectMany(WaitsOf).Any(wait => wait.UntilCompletion && wait.Resource == project),
            StartsAfter = [.. WaitsOf(project).SelectMany(wait => wait.Resource.ReplicaNames())],
            Uses = [.. project.Annotations.OfType<ReferenceAnnotation>().SelectMany(reference => reference.Resource.ReplicaNames())],
        }),
        _ => [],
    };

    private Unit[] RabbitMq(RabbitMQServerResource server)
    {
        var epmdPort = kept.Port($"{server.Name}-epmd");
        var epmd = new EpmdUnit($"{server.Name}-epmd", folder.At(server.Name), epmdPort);
        return
        [
            epmd,
            new RabbitMqUnit(server, folder, configuration, epmdPort, kept.Port($"{server.Name}-distribution"))
            {
                StartsAfter = [epmd.Name],
            },
        ];
    }

    private static IEnumerable<WaitAnnotation> WaitsOf(IResource resource) => resource.Annotations.OfType<WaitAnnotation>();
}
