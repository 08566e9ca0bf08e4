using Imizu.Contracts.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Imizu.ServiceDefaults.Access;

/// <summary>Who may use an endpoint.</summary>
/// <param name="Method">Its HTTP method.</param>
/// <param name="Path">Its path, with its parameters in braces.</param>
/// <param name="Right">The right that it takes; null where anybody may use it.</param>
/// <param name="Word">What it is called.</param>
/// <param name="Roles">The roles that have the right.</param>
public sealed record EndpointRight(string Method, string Path, string? Right, string? Word, IReadOnlyList<string> Roles);

/// <summary>Tells who may use each endpoint, and keeps a service from starting with one that says nothing of it.</summary>
internal sealed class EndpointRights(EndpointDataSource endpoints) : IHostedLifecycleService
{
    /// <summary>Of all endpoints that are mapped.</summary>
    public static IEnumerable<EndpointRight> Of(EndpointDataSource endpoints) =>
        from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [HttpMethods.Get]
        let policy = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null ? endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy : null
        let right = Right.Find(policy)
        orderby endpoint.RoutePattern.RawText, method
        select new EndpointRight(method, $"/{endpoint.RoutePattern.RawText!.Trim('/')}", right?.Code, right?.Word, right?.Roles ?? []);

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // One right each: what is logged and described is that one.
        var unsaid = endpoints.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            && (endpoint.Metadata.OfType<IAuthorizeData>().ToList() is not [{ Policy: var policy }] || Right.Find(policy) is null)).ToList();
        return unsaid.Count == 0 ? Task.CompletedTask
            : throw new InvalidOperationException($"Who may use {string.Join(", ", unsaid.Select(endpoint => endpoint.DisplayName))}? Say it by RequireAuthorization and a right, or by AllowAnonymous.");
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
