using Imizu.Provisioning.Tests;
using Imizu.Testing.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(ProvisioningServers))]

namespace Imizu.Provisioning.Tests;

/// <summary>A PostgreSQL and a RabbitMQ of these tests' own: roles and accounts are a whole server's.</summary>
public sealed class ProvisioningServers : IAsyncLifetime
{
    public RunningStack Running { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Running = await RunningStack.StartServers(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Running.DisposeAsync();
}
