using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Imizu.AppHost.Local;

/// <summary>Health checks that notice at once when a resource has become ready. Aspire asks less and less often, up to five seconds apart.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200), Patience = TimeSpan.FromSeconds(10);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Asks a project's <c>/health/ready</c>.</summary>
    public static IResourceBuilder<ProjectResource> WithReadiness(this IResourceBuilder<ProjectResource> project)
    {
        var endpoint = project.GetEndpoint("http");
        return project.WithReadiness(async cancellationToken =>
        {
            using var answer = await Http.GetAsync(new Uri($"{endpoint.Url}/health/ready"), cancellationToken);
            answer.EnsureSuccessStatusCode();
        });
    }

    /// <summary>Asks until it is answered for the first time, and later once each time.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <param name="ask">Throws where the resource is not ready.</param>
    public static IResourceBuilder<T> WithReadiness<T>(this IResourceBuilder<T> resource, Func<CancellationToken, Task> ask)
        where T : IResource
    {
        var (key, wasReady) = ($"{resource.Resource.Name}_ready", false);
        resource.ApplicationBuilder.Services.AddHealthChecks().AddAsyncCheck(key, async cancellationToken =>
        {
            for (var waited = Stopwatch.StartNew(); ; await Task.Delay(Pause, cancellationToken))
            {
                try
                {
                    await ask(cancellationToken);
                    wasReady = true;
                    return HealthCheckResult.Healthy();
                }
                catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
                {
                    if (wasReady || waited.Elapsed > Patience)
                    {
                        return HealthCheckResult.Unhealthy(e.Message);
                    }
                }
            }
        });
        return resource.WithHealthCheck(key);
    }
}
