using System.Globalization;
using Imizu.LocalStack;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Imizu.AppHost.Local;

/// <summary>What each resource of the stack is doing, from what Aspire reports of it; one that nothing was reported of yet waits.</summary>
internal sealed class RunningResources
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries;

    /// <summary>All that run of the model, in its order; each replica by itself.</summary>
    public RunningResources(DistributedApplicationModel model) => _entries =
    [
        .. from resource in model.Resources
           where resource is ProjectResource or ExecutableResource or ContainerResource
           // What rebuilds a project, which Aspire starts only when somebody asks for it.
           where !resource.HasAnnotationOfType<ExplicitStartupAnnotation>()
           let replicas = resource.GetReplicaCount()
           from number in Enumerable.Range(1, replicas)
           let name = replicas > 1 ? $"{resource.Name}-{number}" : resource.Name
           select new Entry(resource, new ResourceStatus(name, KindOf(resource), ResourceState.Waiting, null, null, 0, null)
           {
               ReplicaOf = replicas > 1 ? resource.Name : null,
           }),
    ];

    /// <summary>Takes a report in.</summary>
    /// <returns>The resource's name when it is reported for the first time; else null.</returns>
    public string? Update(ResourceEvent change)
    {
        lock (_lock)
        {
            var entry = _entries.Find(known => known.Id == change.ResourceId);
            var isNew = entry is null;
            // Before Aspire has made its replicas, a resource is reported by its own name.
            entry ??= change.ResourceId == change.Resource.Name && change.Resource.GetReplicaCount() > 1
                ? null : _entries.Find(known => known.Resource == change.Resource && known.Id is null);
            if (entry is null)
            {
                return null;
            }

            entry.Id = change.ResourceId;
            entry.Status = StatusOf(change.Resource, change.Snapshot, entry.Status);
            return isNew ? entry.Status.Name : null;
        }
    }

    /// <summary>Nothing runs any more.</summary>
    public void AllStopped()
    {
        lock (_lock)
        {
            foreach (var entry in _entries.Where(entry => entry.Status.State is not ResourceState.Finished))
            {
                entry.Status = entry.Status with { State = ResourceState.Stopped, Process = null };
            }
        }
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<ResourceStatus> All()
    {
        lock (_lock)
        {
            return [.. _entries.Select(entry => entry.Status)];
        }
    }

    /// <summary>What a resource does, as Aspire reports it.</summary>
    /// <param name="now">The report.</param>
    /// <param name="before">What it did at the report before.</param>
    /// <param name="isJob">Whether it has something to do and then ends, and so is well only once it has.</param>
    internal static ResourceState StateOf(CustomResourceSnapshot now, ResourceState before, bool isJob) => now.State?.Text switch
    {
        EmptyStack.State => ResourceState.Healthy,
        var text when text == KnownResourceStates.Running =>
            isJob || now.HealthStatus is HealthStatus.Unhealthy or HealthStatus.Degraded ? ResourceState.Running : ResourceState.Healthy,
        var text when text == KnownResourceStates.Starting => ResourceState.Starting,
        var text when text == KnownResourceStates.Stopping => ResourceState.Stopping,
        var text when text == KnownResourceStates.Finished && now.ExitCode is 0 && isJob && before is not ResourceState.Stopping => ResourceState.Finished,
        Restarts.Restarting => ResourceState.Restarting,
        var text when KnownResourceStates.TerminalStates.Contains(text) => ResourceState.Stopped,
        _ => ResourceState.Waiting,
    };

    /// <summary>Whether a resource has something to do and then ends; all others run until they are stopped.</summary>
    internal static bool IsJob(IResource resource) => resource is ProjectResource && !resource.HasAnnotationOfType<HealthCheckAnnotation>();

    private static ResourceStatus StatusOf(IResource resource, CustomResourceSnapshot now, ResourceStatus before)
    {
        var state = StateOf(now, before.State, IsJob(resource));
        var isAlive = state is ResourceState.Running or ResourceState.Healthy or ResourceState.Stopping;
        return before with
        {
            State = state,
            Process = isAlive && PidOf(now) is { } pid ? ProcessIdentity.Of(pid) : null,
            Url = AddressOf(resource),
            Restarts = Restarts.Of(now),
            ExitCode = now.ExitCode,
            ProcessStarted = Utc(now.StartTimeStamp),
            ProcessEnded = Utc(now.StopTimeStamp),
        };
    }

    private static string KindOf(IResource resource) => resource switch
    {
        LocalProcessResource server => server.Kind,
        ProjectResource => "project",
        ContainerResource => "container",
        _ => "executable",
    };

    private static DateTimeOffset? Utc(DateTime? moment) => moment is { } known ? new DateTimeOffset(known.ToUniversalTime()) : null;

    private static int? PidOf(CustomResourceSnapshot now) =>
        now.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } pid ? Convert.ToInt32(pid, CultureInfo.InvariantCulture) : null;

    private static string? AddressOf(IResource resource) =>
        resource is IResourceWithEndpoints listening
            ? listening.GetEndpoints().FirstOrDefault(endpoint => endpoint is { Scheme: "http", IsAllocated: true })?.Url
            : null;

    private sealed class Entry(IResource resource, ResourceStatus status)
    {
        public IResource Resource => resource;

        public string? Id { get; set; }

        public ResourceStatus Status { get; set; } = status;
    }
}
