using Imizu.LocalHosting;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A server that runs on this machine, on loopback, with a generated password.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="password">The password of its administrator.</param>
public abstract class ServerResource(string name, ParameterResource password)
    : Resource(name), IResourceWithConnectionString, IResourceWithEnvironment, IResourceWithEndpoints, IResourceWithWaitSupport,
        IComputeResource
{
    /// <summary>The password of the server's administrator.</summary>
    public ParameterResource PasswordParameter { get; } = password;

    /// <summary>The port, set when the stack starts.</summary>
    internal int Port { get; set; }

    /// <inheritdoc />
    public abstract ReferenceExpression ConnectionStringExpression { get; }

    internal DeferredValue PortText => new(() => $"{Port}");
}

/// <summary>A PostgreSQL server; its administrator is <c>postgres</c>.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="password">The password of <c>postgres</c>.</param>
public class PostgresServerResource(string name, ParameterResource password) : ServerResource(name, password)
{
    /// <inheritdoc />
    public override ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"Host={Loopback.Address};Port={PortText};Username=postgres;Password={PasswordParameter}");
}

/// <summary>A RabbitMQ server; its administrator is <c>imizu</c>.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="password">The password of <c>imizu</c>.</param>
public class RabbitMQServerResource(string name, ParameterResource password) : ServerResource(name, password)
{
    internal const string UserName = "imizu";

    /// <summary>Whether it is administered over HTTP too.</summary>
    internal bool HasManagement { get; set; }

    /// <summary>The port for that, set when the stack starts.</summary>
    internal int ManagementPort { get; set; }

    /// <inheritdoc />
    public override ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"amqp://{UserName}:{PasswordParameter}@{Loopback.Address}:{PortText}");
}
