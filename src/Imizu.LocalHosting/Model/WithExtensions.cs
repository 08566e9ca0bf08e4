using Aspire.Hosting.ApplicationModel;
using Imizu.LocalHosting;

namespace Aspire.Hosting;

/// <summary>What can be said about the parts of a stack.</summary>
public static class WithExtensions
{
    /// <summary>Gives an environment variable.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment => builder.With(new EnvironmentAnnotation(name, new DeferredValue(() => value)));

    /// <summary>Gives a parameter's value as an environment variable.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment => builder.With(new EnvironmentAnnotation(name, parameter.Resource));

    /// <summary>Gives a connection string, as <c>ConnectionStrings__{name}</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false)
        where TDestination : IResourceWithEnvironment => builder
            .With(new ReferenceAnnotation(source.Resource))
            .With(new EnvironmentAnnotation($"ConnectionStrings__{connectionName ?? source.Resource.Name}", source.Resource));

    /// <summary>One part of what a server's connection string says: Host, Port; of RabbitMQ the administrator's Username and Password too.</summary>
    public static ReferenceExpression GetConnectionProperty(this IResourceWithConnectionString resource, string key) =>
        (resource, key) switch
        {
            (ServerResource, "Host") => ReferenceExpression.Create($"{Loopback.Address}"),
            (ServerResource server, "Port") => ReferenceExpression.Create($"{server.PortText}"),
            (RabbitMQServerResource, "Username") => ReferenceExpression.Create($"{RabbitMQServerResource.UserName}"),
            (RabbitMQServerResource rabbit, "Password") => ReferenceExpression.Create($"{rabbit.PasswordParameter}"),
            _ => throw new NotSupportedException($"Imizu.LocalHosting knows no {key} of {resource.Name}."),
        };

    /// <summary>Gives a service's addresses, as <c>services__{name}__http__0</c> and, where it has replicas, <c>__1</c> and so on.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment => builder.With(new ReferenceAnnotation(source.Resource));

    /// <summary>Runs so many processes of one project, each at an address of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are to be none.</exception>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        return builder.With(new ReplicaAnnotation(replicas));
    }

    /// <summary>Starts once the dependency is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.With(new WaitAnnotation(dependency.Resource, UntilCompletion: false));

    /// <summary>Starts once the dependency has ended with the exit code 0.</summary>
    public static IResourceBuilder<T> WaitForCompletion<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0)
        where T : IResourceWithWaitSupport => exitCode == 0
            ? builder.With(new WaitAnnotation(dependency.Resource, UntilCompletion: true))
            : throw new NotSupportedException("Imizu.LocalHosting takes 0 alone for a good end.");

    /// <summary>Listens for HTTP, on loopback, on a free port unless one is named.</summary>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        string? name = null,
        string? env = null,
        bool isProxied = true)
        where T : IResourceWithEndpoints => builder.With(new HttpEndpointAnnotation(targetPort ?? port));

    /// <summary>Is healthy when a GET of the path answers with the status.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints => builder.With(new HttpHealthCheckAnnotation(path ?? "/", statusCode ?? 200));

    /// <summary>
    /// Adds a command that sends a request, a POST unless said otherwise, to the resource's own endpoint. The dashboard has it as a button.
    /// </summary>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(
        this IResourceBuilder<TResource> builder,
        string path,
        string displayName,
        string? endpointName = null,
        string? commandName = null,
        HttpCommandOptions? commandOptions = null)
        where TResource : IResourceWithEndpoints => builder.With(
            new HttpCommandAnnotation(commandName ?? $"{builder.Resource.Name}-http{path.Replace('/', '-')}", path, displayName, commandOptions ?? new()));

    /// <summary>Changes how an endpoint's address is shown; the endpoint is named <c>http</c>, as it is where nothing else is said.</summary>
    public static IResourceBuilder<T> WithUrlForEndpoint<T>(
        this IResourceBuilder<T> builder, string endpointName, Action<ResourceUrlAnnotation> callback)
        where T : IResource => builder.With(new UrlForEndpointAnnotation(endpointName, callback));

    /// <summary>Lets others than the stack reach the resource where it is published. Here all listens on loopback, whatever is said.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints => builder;

    /// <summary>Keeps the data for the next start. Here data are always kept, in the stack's data folder.</summary>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false) => builder;

    /// <summary>Keeps the data for the next start. Here data are always kept, in the stack's data folder.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(
        this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false) => builder;

    private static IResourceBuilder<T> With<T>(this IResourceBuilder<T> builder, IResourceAnnotation annotation)
        where T : IResource
    {
        builder.Resource.Annotations.Add(annotation);
        return builder;
    }
}
