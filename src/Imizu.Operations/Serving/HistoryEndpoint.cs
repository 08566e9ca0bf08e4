using System.Diagnostics;
using Imizu.Contracts;
using Imizu.Operations.Loading;
using Imizu.Operations.Reiwa6;

namespace Imizu.Operations.Serving;

/// <summary>What has been loaded.</summary>
/// <param name="Entries">How many entries; those that were there already are among them.</param>
/// <param name="Report">Where they are counted.</param>
internal sealed record LoadedAnswer(int Entries, double Seconds, Uri Report);

/// <summary><c>POST /history</c>: records the history of fiscal 2024. Done again, it changes nothing.</summary>
internal static class HistoryEndpoint
{
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(15), CatchingUpLimit = TimeSpan.FromMinutes(2);

    public static void MapHistory(this IEndpointRouteBuilder app) => app.MapPost("/history", Load);

    private static async Task<IResult> Load(StackServices stack, CancellationToken cancellationToken)
    {
        var (figures, watch) = (Figures.Read(), Stopwatch.StartNew());
        var year = FiscalYear.Of(figures.FiscalYear.StartsOn).Year;
        using var http = StackServices.Client(Attempt);
        try
        {
            var loaded = await new HistoryLoader(stack.Addresses, http).LoadAsync(HistoryPlan.Compose(figures), cancellationToken: cancellationToken);
            await new CatchingUp(stack.Addresses, http).WaitAsync(year, loaded, CatchingUpLimit, cancellationToken: cancellationToken);
            return Results.Json(new LoadedAnswer(
                loaded.Entries.Values.Sum(entries => entries.Count), watch.Elapsed.TotalSeconds, new Uri(stack.Addresses[Services.Projection], $"/reports/{year}")));
        }
        catch (LoadException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }
}
