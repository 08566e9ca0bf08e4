using System.Diagnostics;
using Imizu.Contracts.Access;
using Imizu.Operations.Loading;
using Imizu.Operations.Reiwa6;

namespace Imizu.Operations.Serving;

/// <summary>What has been loaded.</summary>
/// <param name="Entries">How many entries; those that were there already are among them.</param>
/// <param name="Seconds">How long it took until all were counted.</param>
/// <param name="Report">Where they are counted.</param>
internal sealed record LoadedAnswer(int Entries, double Seconds, Uri Report);

/// <summary><c>POST /history</c>: records the history of fiscal 2024. Done again, it changes nothing.</summary>
internal static class HistoryEndpoint
{
    public static void MapHistory(this IEndpointRouteBuilder app) =>
        app.MapOperation("/history", Right.LoadHistory, Load);

    private static async Task<IResult> Load(StackServices stack, CancellationToken cancellationToken)
    {
        var (services, history, watch) = (stack.Addresses, new History(), Stopwatch.StartNew());
        using var http = stack.Client(History.RequestTimeout);
        var loaded = await history.LoadAsync(services, http, progress: null, cancellationToken);
        await history.CountedAsync(services, http, loaded, cancellationToken);
        return Results.Json(new LoadedAnswer(
            loaded.Entries.Values.Sum(entries => entries.Count), watch.Elapsed.TotalSeconds, new Uri(services[Services.Projection], $"/reports/{history.Year}")));
    }
}
