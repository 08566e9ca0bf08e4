using System.Security.Cryptography;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Contracts.Reports;
using Imizu.Web.Asking;

namespace Imizu.Web.Pages.Reports;

/// <summary>Tells an open page whether the report says something else by now.</summary>
internal static class LiveReport
{
    /// <summary>Maps <c>GET /live/reports/{year}</c>: another text whenever the report's figures or texts are others.</summary>
    public static void MapLiveReport(this WebApplication app) => app.MapGet("/live/reports/{year:int}", async (int year, string? form, ServiceClient services, CancellationToken cancellationToken) =>
        await services.Find<AnnualReport>("projection", $"/reports/{year}?form={Uri.EscapeDataString(form ?? "printed")}", cancellationToken) is { } report
            ? Results.Text(Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(report.Sections, ContractJson.Options)))) : Results.NotFound())
        .RequireAuthorization(Right.ReadReports);
}
