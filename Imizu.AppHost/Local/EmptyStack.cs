using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.ServiceDefaults.Access;

namespace Imizu.AppHost.Local;

/// <summary>Offers the history of fiscal 2024 to whoever has started a stack that has nothing in it.</summary>
internal static class EmptyStack
{
    /// <summary>The state, instead of running, of the resource that loads it.</summary>
    public const string State = "Empty: load 2024";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // Of a trace that is not sampled: what asks so often would be most of what the dashboard's traces show.
    private static readonly HttpClient Http = new()
    {
        Timeout = TimeSpan.FromSeconds(5),
        DefaultRequestHeaders = { { "traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00" } },
    };

    /// <summary>Shows that on a resource for as long as no service has recorded anything.</summary>
    /// <param name="loading">The resource whose command loads it.</param>
    /// <param name="dashboard">The tokens of the dashboard, which looks.</param>
    /// <param name="recording">The services.</param>
    public static IResourceBuilder<ProjectResource> WithOfferWhileEmpty(
        this IResourceBuilder<ProjectResource> loading, Lazy<Task<MachineTokens>> dashboard, params IReadOnlyList<IResourceBuilder<ProjectResource>> recording)
    {
        var endpoints = recording.Select(service => service.GetEndpoint("http")).ToList();
        loading.ApplicationBuilder.Eventing.Subscribe<BeforeStartEvent>((e, cancellationToken) =>
        {
            _ = OfferAsync(loading.Resource, dashboard, endpoints, e.Services);
            return Task.CompletedTask;
        });
        return loading;
    }

    private static async Task OfferAsync(ProjectResource loading, Lazy<Task<MachineTokens>> dashboard, IReadOnlyList<EndpointReference> recording, IServiceProvider services)
    {
        var (notifications, stopping) = (services.GetRequiredService<ResourceNotificationService>(), services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        foreach (var service in recording)
        {
            await notifications.WaitForResourceHealthyAsync(service.Resource.Name, stopping);
        }
        for (bool? isEmpty = true; isEmpty is not false; await Task.Delay(Pause, stopping))
        {
            isEmpty = await IsEmptyAsync(dashboard, recording, stopping);
            // Again and again: Aspire reports it as running whenever something of it changes. Of what could not be asked nothing is said.
            await (isEmpty is true ? ShowAsync(KnownResourceStates.Running, State) : ShowAsync(State, KnownResourceStates.Running));
        }

        async Task ShowAsync(string instead, string state)
        {
            if (notifications.TryGetCurrentState(loading.Name, out var now) && now.Snapshot.State?.Text == instead)
            {
                await notifications.PublishUpdateAsync(loading, now.ResourceId, snapshot =>
                    snapshot.State?.Text == instead ? snapshot with { State = new ResourceStateSnapshot(state, KnownResourceStateStyles.Success) } : snapshot);
            }
        }
    }

    /// <summary>Whether nothing has been recorded; null where one does not say.</summary>
    private static async Task<bool?> IsEmptyAsync(Lazy<Task<MachineTokens>> dashboard, IReadOnlyList<EndpointReference> recording, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var service in recording)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"{service.Url}/control-totals");
                request.Headers.Authorization = await (await dashboard.Value).HeaderAsync(service.Resource.Name, cancellationToken);
                using var answer = await Http.SendAsync(request, cancellationToken);
                var totals = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
                if (totals.GetProperty("count").GetInt64() > 0)
                {
                    return false;
                }
            }
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
