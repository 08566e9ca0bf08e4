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
    /// Maps <c>GET /live/reports/{year}?form=</c>: another text whenever figures or texts of the report in one of these forms are others. It leads nobody to a log-in, and keeps no session from ending: 401 where there is none.
    /// </summary>
    public static void MapLiveReport(this WebApplication app) => app.MapGet("/live/reports/{year:int}", async (int year, string[] form, HttpContext http, ServiceClient services, CancellationToken cancellationToken) =>
    {
        if (http.User.Identity?.IsAuthenticated is not true)
        {
            return Results.Unauthorized();
        }

        try
        {
            using var told = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var one in form)
            {
                if (await services.Find<AnnualReport>("projection", $"/reports/{year}?form={Uri.EscapeDataString(one)}", cancellationToken) is not { } report)
                {
                    return Results.NotFound();
                }

                told.AppendData(JsonSerializer.SerializeToUtf8Bytes(report.Sections, ContractJson.Options));
            }

            return Results.Text(Convert.ToHexString(told.GetHashAndReset()));
        }
        catch (Exception e) when (e is SessionEndedException or ServiceException)
        {
            return e is ServiceException { Status: not HttpStatusCode.Forbidden } ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable) : Results.Unauthorized();
        }
    }).AllowAnonymous();
}
