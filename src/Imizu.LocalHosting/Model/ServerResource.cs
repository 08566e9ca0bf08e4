using Aspire.Hosting.ApplicationModel;

namespace Imizu.LocalHosting;

/// <summary>A server that runs on this machine, on loopback, with a generated password.</summary>
public abstract class ServerResource
    : Resource, IResourceWithConnectionString, IResourceWithEnvironment, IResourceWithEndpoints, IResourceWithWaitSupport,
        IComputeResource
{
    internal ServerResource(string name, ParameterResource password)
        : base(name) => PasswordParameter = password;

    /// <summary>The password of the server's administrator.</summary>
    public ParameterResource PasswordParameter { get; }

    /// <summary>The port, set when the stack starts.</summary>
    internal int Port { get; set; }

    /// <inheritdoc />
    public abstract ReferenceExpression ConnectionStringExpression { get; }

    internal DeferredValue PortText => new(() => $"{Port}");
}
