using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.Contracts.Reports;
using Imizu.Web.Access;
using Imizu.Web.Asking;

namespace Imizu.Web.Pages;

/// <summary>
/// Tells an open page whether what it shows is something else by now: another text whenever it is. It leads nobody to a log-in, and keeps no session from ending: 401 where there is none.
/// </summary>
internal static class Live
{
    /// <summary>Maps <c>GET /live/reports/{year}?form=</c>, figures and texts of the report in these forms, and <c>GET /live/replays</c>, how far the replay is.</summary>
    public static void MapLive(this WebApplication app)
    {
        app.MapGet("/live/reports/{year:int}", (int year, string[] form, HttpContext http, ServiceClient services, CancellationToken cancellationToken) => State(http, form.Select(one =>
            (Func<Task<object?>>)(async () => (await services.Find<AnnualReport>("projection", $"/reports/{year}{Paths.Query(("form", one))}", cancellationToken))?.Sections)))).AllowAnonymous();
        app.MapGet("/live/replays", (HttpContext http, ServiceClient services, CancellationToken cancellationToken) => State(http,
            [async () => await services.Find<GenerationsStatus>("projection", "/replays/generations", cancellationToken), async () => await services.Find<ReplayStatus>("projection", "/replays/latest", cancellationToken)])).AllowAnonymous();
    }

    /// <summary>A text that is another one whenever what is shown is.</summary>
    public static string StateOf(params object?[] shown) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(shown, ContractJson.Options)));

    private static async Task<IResult> State(HttpContext http, IEnumerable<Func<Task<object?>>> shown)
    {
        if (http.User.Identity?.IsAuthenticated is not true)
        {
            return Results.Unauthorized();
        }

        try
        {
            var all = new List<object?>();
            foreach (var part in shown)
            {
                all.Add(await part());
            }

            return Results.Text(StateOf([.. all]));
        }
        catch (Exception e) when (e is SessionEndedException or ServiceException)
        {
            return e is ServiceException { Status: not HttpStatusCode.Forbidden and var status } ? Results.StatusCode((int)status) : Results.Unauthorized();
        }
    }
}
