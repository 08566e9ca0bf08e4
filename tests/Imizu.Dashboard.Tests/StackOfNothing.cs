using Imizu.Dashboard.Resources;

namespace Imizu.Dashboard.Tests;

/// <summary>A stack that has no resource: for what the dashboard does without one.</summary>
internal sealed class StackOfNothing : IStack
{
    public IReadOnlyList<ResourceView> Resources => [];

    public IReadOnlyCollection<string> Secrets => [];

    public string LogOf(string resource) => throw new KeyNotFoundException(resource);

    public IReadOnlyDictionary<string, string> EnvironmentOf(string resource) => throw new KeyNotFoundException(resource);

    public Task StartAsync(string resource) => throw new KeyNotFoundException(resource);

    public Task StopAsync(string resource) => throw new KeyNotFoundException(resource);

    public Task<CommandResult> RunAsync(string resource, string command, CancellationToken cancellationToken) => throw new KeyNotFoundException(resource);
}
