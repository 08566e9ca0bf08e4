using Imizu.LocalHosting;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An environment variable of a resource.</summary>
internal sealed record EnvironmentAnnotation(string Name, IValueProvider Value) : IResourceAnnotation;

/// <summary>A resource starts after another: once that is healthy, or once that has ended well.</summary>
internal sealed record WaitAnnotation(IResource Resource, bool UntilCompletion) : IResourceAnnotation;

/// <summary>A resource uses another, so it is stopped before that.</summary>
internal sealed record ReferenceAnnotation(IResource Resource) : IResourceAnnotation;

/// <summary>A resource is healthy when a GET of this path answers with this status.</summary>
internal sealed record HttpHealthCheckAnnotation(string Path, int StatusCode) : IResourceAnnotation;

/// <summary>A resource listens for HTTP on loopback.</summary>
internal sealed record HttpEndpointAnnotation(int? WantedPort) : IResourceAnnotation
{
    /// <summary>The ports, one for each replica, set when the stack starts.</summary>
    public IReadOnlyList<int> Ports { get; set; } = [];

    public IEnumerable<string> Urls => Ports.Select(port => $"http://{Loopback.Address}:{port}");
}
