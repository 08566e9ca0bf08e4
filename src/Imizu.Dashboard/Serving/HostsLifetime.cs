using Microsoft.Extensions.Hosting;

namespace Imizu.Dashboard.Serving;

/// <summary>The dashboard ends when its host says so, and leaves signals to that.</summary>
internal sealed class HostsLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
