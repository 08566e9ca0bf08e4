using Imizu.LocalHosting.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(Servers))]

namespace Imizu.LocalHosting.Tests;

/// <summary>One PostgreSQL and one RabbitMQ for all tests that need them.</summary>
public sealed class Servers : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public LocalServers Running { get; private set; } = null!;

    public string DataFolder => _folder.Path;

    public async ValueTask InitializeAsync() => Running = await LocalServers.StartAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        await Running.DisposeAsync();
        _folder.Dispose();
    }
}
