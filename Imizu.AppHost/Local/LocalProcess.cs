using Aspire.Hosting.ApplicationModel;

namespace Imizu.AppHost.Local;

/// <summary>
/// A server as a process of this machine. It has the server's name and the server's own annotations: whoever refers to the server, waits for it or
/// asks for its endpoints, has to do with this process. Aspire's Azure resources do the same the other way round (RunAsContainer).
/// </summary>
internal sealed class LocalProcessResource(IResourceWithConnectionString server, string command, string workingDirectory)
    : ExecutableResource(server.Name, command, workingDirectory), IResourceWithConnectionString
{
    /// <summary>What it is, in one word.</summary>
    public string Kind => server is PostgresServerResource ? "postgres" : "rabbitmq";

    /// <inheritdoc />
    public override ResourceAnnotationCollection Annotations => server.Annotations;

    /// <inheritdoc />
    public ReferenceExpression ConnectionStringExpression => server.ConnectionStringExpression;

    /// <inheritdoc />
    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() => server.GetConnectionProperties();

    /// <summary>
    /// Puts the process into the model, in the server's place. The server itself must not be in it, nor have anything published of it: Aspire refuses
    /// a second resource under an instance's name.
    /// </summary>
    public static IResourceBuilder<LocalProcessResource> Add(
        IDistributedApplicationBuilder builder, IResourceWithConnectionString server, string command, string folder) =>
        builder.AddResource(new LocalProcessResource(server, command, folder));
}

/// <summary>What is said of a local process.</summary>
internal static class LocalProcessExtensions
{
    /// <summary>An endpoint of the process itself, on loopback, without Aspire's proxy before it.</summary>
    public static IResourceBuilder<T> Listening<T>(this IResourceBuilder<T> process, string name, int port, string scheme = "tcp")
        where T : ExecutableResource, IResourceWithEndpoints => process.WithEndpoint(name, endpoint =>
        {
            endpoint.UriScheme = scheme;
            endpoint.TargetHost = "127.0.0.1";
            endpoint.IsProxied = false;
            (endpoint.Port, endpoint.TargetPort) = (port, port);
        });
}
