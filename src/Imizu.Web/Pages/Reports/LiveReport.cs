using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Web.Access;
using Imizu.Web.Asking;

namespace Imizu.Web.Pages.Reports;

/// <summary>Tells an open page whether the report says something else by now.</summary>
internal static class LiveReport
{
    /// <summary>
    /// Maps <c>GET /live/reports/{year}</c>: another text whenever the report's figures or texts are others. It leads nobody to a log-in, and keeps no session from ending: 401 where there is none.
    /// </summary>
    public static void MapLiveReport(this WebApplication app) => app.MapGet("/live/reports/{year:int}", async (int year, string? form, HttpContext http, ServiceClient services, CancellationToken cancellationToken) =>
    {
        if (http.User.Identity?.IsAuthenticated is not true)
        {
            return Results.Unauthorized();
        }

        try
        {
            return await services.Find<AnnualReport>("projection", $"/reports/{year}?form={Uri.EscapeDataString(form ?? "printed")}", cancellationToken) is { } report
                ? Results.Text(Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(report.Sections, ContractJson.Options)))) : Results.NotFound();
        }
        catch (Exception e) when (e is SessionEndedException or ServiceException)
        {
            return e is ServiceException { Status: not HttpStatusCode.Forbidden } ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable) : Results.Unauthorized();
        }
    }).AllowAnonymous();
}
