using System.Text;
using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Contracts.Reports;
using Imizu.Sheets;
using Imizu.Web.Asking;
using Imizu.Web.Importing;

namespace Imizu.Web.Pages;

/// <summary>Files for a spreadsheet: what the services make of a report, of figures of several years, of the events behind one, and of the access log, handed on; and an import with what came of each row; and what stands below each page of a report on paper.</summary>
internal static class Files
{
    /// <summary>Maps <c>GET /files/…?format=</c>.</summary>
    public static void MapFiles(this WebApplication app)
    {
        app.MapGet("/files/reports/{year:int}", (int year, HttpRequest request, ServiceClient services, CancellationToken cancellationToken) =>
            HandOn(services, "projection", $"/reports/{year}{request.QueryString}", cancellationToken)).RequireAuthorization(Right.ReadReports);
        app.MapGet("/files/reports/{year:int}/footer.css", Footer).RequireAuthorization(Right.ReadReports);
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

    // What stands below each printed page of a report: which edition it is and its hash, or when what is no edition was shown.
    private static async Task<IResult> Footer(int year, string? edition, ServiceClient services, TimeProvider clock, CancellationToken cancellationToken)
    {
        var told = $"確定前の値　{Japan.Moment(clock.GetUtcNow())} 表示";
        if (!string.IsNullOrEmpty(edition))
        {
            var editions = await services.Find<List<EditionSummary>>("projection", $"/fiscal-years/{year}/editions", cancellationToken);
            var shown = editions?.Find(one => $"{one.Number}" == edition) ?? throw ServiceException.NotFound;
            told = $"{shown.Name}　SHA-256 {shown.Hash}";
        }

        return Results.Text($"@page {{ @bottom-left {{ content: \"{new FiscalYear(year).Era} {told}\"; }} }}", "text/css", Encoding.UTF8);
    }

    private static async Task<IResult> HandOn(ServiceClient services, string service, string path, CancellationToken cancellationToken)
    {
        var file = await services.Download(service, path, cancellationToken) ?? throw ServiceException.NotFound;
        return Results.Bytes(file.Content, file.Type, file.Name);
    }
}
