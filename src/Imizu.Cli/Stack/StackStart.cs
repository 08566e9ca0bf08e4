using System.Diagnostics;
using Imizu.LocalStack;
using Imizu.Operations.Loading;

namespace Imizu.Cli.Stack;

/// <summary>Waits until a stack is healthy.</summary>
internal static class StackStart
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3), Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Its state once all is healthy.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="changed">Told of each resource whose state has changed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StackEndedException">It ended instead.</exception>
    /// <exception cref="TimeoutException">It took too long; the message says what is not healthy.</exception>
    public static async Task<StackState> HealthyAsync(this StackProcess stack, Action<ResourceStatus> changed, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<string, ResourceState>();
        for (var started = Stopwatch.GetTimestamp(); ; await Task.Delay(Look, cancellationToken))
        {
            var state = stack.State();
            foreach (var resource in state?.Resources.Where(IsNews) ?? [])
            {
                seen[resource.Name] = resource.State;
                changed(resource);
            }
            if (state is { IsHealthy: true, Resources.Count: > 0 })
            {
                return state;
            }
            if (Stopwatch.GetElapsedTime(started) > Limit)
            {
                var behind = seen.Where(resource => !resource.Value.IsWell()).ToList();
                throw new TimeoutException(
                    $"Not healthy after {Limit.TotalMinutes:0} minutes: {string.Join(", ", behind.Select(resource => $"{resource.Key} ({resource.Value.Word()})"))}. The last lines of the logs:\n"
                    + string.Join('\n', behind.Select(resource => resource.Key).Append("host").SelectMany(name => stack.LastLines(name))));
            }
        }

        bool IsNews(ResourceStatus resource) => !seen.TryGetValue(resource.Name, out var before) || before != resource.State;
    }

    /// <summary>Where the services listen of the stack that runs here now, kept one first; empty where none runs.</summary>
    public static IReadOnlyDictionary<string, Uri> RunningServices(this Repository repository) =>
        repository.RunningFolder() is { } folder ? StackState.Read(folder)!.Addresses() : new Dictionary<string, Uri>();

    /// <summary>The data folder of the stack that runs here now, the kept one first; null where none runs.</summary>
    public static string? RunningFolder(this Repository repository) =>
        new[] { repository.StackData, repository.DemoData }.FirstOrDefault(folder => StackState.Read(folder) is { IsRunning: true });

    /// <summary>The projection service of the stack that runs here, unless another is given.</summary>
    /// <exception cref="OperationFailedException">None is given, and no stack runs here.</exception>
    public static Uri Projection(this Repository repository, Uri? given) => repository.Service(Services.Projection, given);

    /// <summary>A service of the stack that runs here, unless another is given.</summary>
    /// <inheritdoc cref="Projection" path="/exception" />
    public static Uri Service(this Repository repository, string name, Uri? given) =>
        given ?? repository.RunningServices().GetValueOrDefault(name)
        ?? throw new OperationFailedException($"No stack runs here. Start one with ./imizu up, or say where the {name} service is with --url.");
}
