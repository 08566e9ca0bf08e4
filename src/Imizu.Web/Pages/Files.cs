using Imizu.Contracts.Access;
using Imizu.Sheets;
using Imizu.Web.Asking;
using Imizu.Web.Importing;

namespace Imizu.Web.Pages;

/// <summary>Files for a spreadsheet: what the services make of a report, of figures of several years, of the events behind one, and of the access log, handed on; and an import with what came of each row.</summary>
internal static class Files
{
    /// <summary>Maps <c>GET /files/…?format=</c>.</summary>
    public static void MapFiles(this WebApplication app)
    {
        app.MapGet("/files/reports/{year:int}", (int year, HttpRequest request, ServiceClient services, CancellationToken cancellationToken) =>
            HandOn(services, "projection", $"/reports/{year}{request.QueryString}", cancellationToken)).RequireAuthorization(Right.ReadReports);
        app.MapGet("/files/reports/trend", (HttpRequest request, ServiceClient services, CancellationToken cancellationToken) =>
            HandOn(services, "projection", $"/reports/trend{request.QueryString}", cancellationToken)).RequireAuthorization(Right.ReadReports);
        app.MapGet("/files/reports/{year:int}/cells/{**key}", (int year, string key, HttpRequest request, ServiceClient services, CancellationToken cancellationToken) =>
            HandOn(services, "projection", $"{Paths.Evidence(year, key)}{request.QueryString}", cancellationToken)).RequireAuthorization(Right.ReadEvidence);
        app.MapGet("/files/access-log/{service}", (string service, HttpRequest request, ServiceClient services, WebSettings settings, CancellationToken cancellationToken) =>
            HandOn(services, ServiceWords.IsLogged(service, settings) ? service : throw ServiceException.NotFound, $"/access-log{request.QueryString}", cancellationToken)).RequireAuthorization(Right.ReadAccessLog);
        app.MapGet("/files/imports/{id}", (string id, HttpContext http, Uploads uploads) => uploads.Find<Import>(id, http.User.Identity!.Name!) is { } import
            ? Results.Bytes(CsvFile.Of([.. import.Headings, "結果"], import.Rows.Select(row => Enumerable.Range(0, import.Headings.Count).Select(row.At).Append(import.Told(row)))), "text/csv; charset=utf-8", $"{Path.GetFileNameWithoutExtension(import.Name)}-結果.csv")
            : throw ServiceException.NotFound);
    }

    private static async Task<IResult> HandOn(ServiceClient services, string service, string path, CancellationToken cancellationToken)
    {
        var file = await services.Download(service, path, cancellationToken) ?? throw ServiceException.NotFound;
        return Results.Bytes(file.Content, file.Type, file.Name);
    }
}
