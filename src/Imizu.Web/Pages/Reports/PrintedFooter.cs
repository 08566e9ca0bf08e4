using System.Text;
using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Contracts.Reports;
using Imizu.Web.Asking;

namespace Imizu.Web.Pages.Reports;

/// <summary>What stands below each printed page of a report, as a style sheet: which edition it is and its hash, or that it is none.</summary>
internal static class PrintedFooter
{
    /// <summary>Maps <c>GET /reports/{year}/footer.css?edition=&amp;asOf=</c>.</summary>
    public static void MapPrintedFooter(this WebApplication app) => app.MapGet("/reports/{year:int}/footer.css", async (int year, string? edition, DateTimeOffset? asOf, ServiceClient services, CancellationToken cancellationToken) =>
    {
        // No later moment is one in Japan too.
        if (asOf > DateTimeOffset.MaxValue.AddDays(-1))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var told = asOf is { } moment ? $"{Japan.Moment(moment)} までの記録（確定版ではありません）" : "現在の記録（確定版ではありません）";
        if (!string.IsNullOrEmpty(edition))
        {
            var shown = (await services.Find<List<EditionSummary>>("projection", $"/fiscal-years/{year}/editions", cancellationToken) ?? []).Numbered(edition) ?? throw ServiceException.NotFound;
            told = $"{shown.Name}　SHA-256 {shown.Hash}";
        }

        // Spaced letters are printed one by one, never as ligatures: a hash can be copied from a PDF.
        return Results.Text($"@page {{ @bottom-left {{ letter-spacing: .01pt; content: \"{new FiscalYear(year).Era} {told}\"; }} }}", "text/css", Encoding.UTF8);
    }).RequireAuthorization(Right.ReadReports);

    /// <summary>Its address.</summary>
    public static string Address(int year, string? edition, DateTimeOffset? asOf) => $"/reports/{year}/footer.css{Paths.Query(("edition", edition), ("asOf", asOf?.UtcDateTime.ToString("O")))}";

    /// <summary>The one of a number.</summary>
    public static EditionSummary? Numbered(this IEnumerable<EditionSummary> editions, string? number) => editions.FirstOrDefault(edition => $"{edition.Number}" == number);
}
