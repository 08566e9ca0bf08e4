using Imizu.Contracts.Access;
using Imizu.Web.Asking;

namespace Imizu.Web.Pages.Reports;

/// <summary>The report, figures of several years, and the events behind one, as files for a spreadsheet: what the projection service makes of them, handed on.</summary>
internal static class ReportFiles
{
    /// <summary>Maps <c>GET /files/reports/…?format=</c>.</summary>
    public static void MapReportFiles(this WebApplication app)
    {
        app.MapGet("/files/reports/{year:int}", (int year, HttpRequest request, ServiceClient services, CancellationToken cancellationToken) =>
            HandOn(services, $"/reports/{year}{request.QueryString}", cancellationToken)).RequireAuthorization(Right.ReadReports);
        app.MapGet("/files/reports/trend", (HttpRequest request, ServiceClient services, CancellationToken cancellationToken) =>
            HandOn(services, $"/reports/trend{request.QueryString}", cancellationToken)).RequireAuthorization(Right.ReadReports);
        app.MapGet("/files/reports/{year:int}/cells/{**key}", (int year, string key, HttpRequest request, ServiceClient services, CancellationToken cancellationToken) =>
            HandOn(services, $"{Paths.Evidence(year, key)}{request.QueryString}", cancellationToken)).RequireAuthorization(Right.ReadEvidence);
    }

    private static async Task<IResult> HandOn(ServiceClient services, string path, CancellationToken cancellationToken)
    {
        var file = await services.Download("projection", path, cancellationToken) ?? throw ServiceException.NotFound;
        return Results.Bytes(file.Content, file.Type, file.Name);
    }
}
