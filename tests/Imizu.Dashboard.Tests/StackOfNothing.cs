using Imizu.Dashboard.Resources;

namespace Imizu.Dashboard.Tests;

/// <summary>A stack in which nothing runs: for what the dashboard does without one.</summary>
internal sealed class StackOfNothing(IReadOnlyList<ResourceView> resources, IReadOnlyCollection<string> secrets) : IStack
{
    public string Folder => "/nowhere";

    public IReadOnlyList<ResourceView> Resources => resources;

    public IReadOnlyCollection<string> Secrets => secrets;

    public string LogOf(string resource) => throw new KeyNotFoundException(resource);

    public IReadOnlyDictionary<string, string> EnvironmentOf(string resource) => throw new KeyNotFoundException(resource);

    public Task StartAsync(string resource) => throw new KeyNotFoundException(resource);

    public Task StopAsync(string resource) => throw new KeyNotFoundException(resource);

    public Task<CommandResult> RunAsync(string resource, string command, CancellationToken cancellationToken) => throw new KeyNotFoundException(resource);
}
