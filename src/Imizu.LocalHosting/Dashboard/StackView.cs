using Aspire.Hosting.ApplicationModel;
using Imizu.Dashboard.Resources;

namespace Imizu.LocalHosting;

/// <summary>A running stack, as its dashboard sees it.</summary>
internal sealed class StackView(LocalStack stack, IReadOnlyList<IResource> resources, IReadOnlyCollection<string> secrets) : IStack
{
    // What is said about a resource is said about each of its replicas.
    private readonly Dictionary<string, IResource> _resources = resources
        .SelectMany(resource => resource.ReplicaNames().Select(name => (name, resource))).ToDictionary(known => known.name, known => known.resource);

    public string Folder => stack.Folder.Root;

    public IReadOnlyList<ResourceView> Resources => [.. stack.State.Resources.Select(View)];

    public IReadOnlyCollection<string> Secrets => secrets;

    public string LogOf(string resource) => stack.Folder.At("logs", stack[resource].Unit.Name + ".log");

    public IReadOnlyDictionary<string, string> EnvironmentOf(string resource) => stack[resource].Environment;

    public Task StartAsync(string resource) => stack[resource].StartAgainAsync();

    public Task StopAsync(string resource) => stack[resource].StopAsync();

    public Task<CommandResult> RunAsync(string resource, string command, CancellationToken cancellationToken) =>
        stack.State.Of(resource) is { Url: { } url } status && View(status).Commands.Any(offered => offered.Name == command)
            ? CommandRequest.SendAsync(resource, new Uri(url), Said<HttpCommandAnnotation>(resource).Single(said => said.Name == command), cancellationToken)
            : Task.FromResult(new CommandResult(false, $"{resource} is not healthy now, so it is not asked."));

    private ResourceView View(ResourceStatus status) => new(status.Name, status.Kind, status.State.Word())
    {
        IsHealthy = status.State.IsWell(),
        Urls = status.Url is { } url ? [UrlOf(status.Name, url)] : [],
        Server = stack[status.Name].Unit.ServerAddress,
        Pid = status.Pid,
        Started = status.ProcessStarted,
        Restarts = status.Restarts,
        ExitCode = status.ExitCode,
        Ended = status.ProcessEnded,
        Telemetry = stack[status.Name].Unit.Telemetry,
        Lacks = status.State is ResourceState.Finished or ResourceState.Stopping or ResourceState.Stopped ? [] : [.. Lacking(status.Name)],
        Commands = status.State is ResourceState.Healthy
            ? [.. Said<HttpCommandAnnotation>(status.Name).Select(command =>
                new ResourceCommand(command.Name, command.DisplayName, command.Options.Description, command.Options.ConfirmationMessage))]
            : [],
    };

    private IEnumerable<string> Lacking(string resource) =>
        from needed in stack.NeedsOf(stack[resource])
        join status in stack.State.Resources on needed.Unit.Name equals status.Name
        where !status.State.IsWell()
        select $"{status.Name} ({status.State.Word()})";

    private ResourceUrl UrlOf(string resource, string url)
    {
        var shown = new ResourceUrlAnnotation { Url = url };
        foreach (var said in Said<UrlForEndpointAnnotation>(resource))
        {
            said.Change(shown);
        }

        return new(shown.Url.StartsWith('/') ? url + shown.Url : shown.Url, shown.DisplayText ?? new Uri(url).Authority);
    }

    // A unit that no resource of the drawing stands for, such as the port mapper, has nothing said about it.
    private IEnumerable<T> Said<T>(string resource)
        where T : IResourceAnnotation => _resources.GetValueOrDefault(resource)?.Annotations.OfType<T>() ?? [];
}
