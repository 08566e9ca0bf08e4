using System.Globalization;
using System.Text.Json;
using Imizu.Operations.Loading;
using Imizu.Contracts;
using Imizu.Contracts.Reports;

namespace Imizu.Operations.Reporting;

/// <summary>Reads reports from the projection service.</summary>
/// <param name="projection">Where the service is.</param>
/// <param name="http">The client.</param>
public sealed class ReportReader(Uri projection, HttpClient http)
{
    /// <summary>The report of a fiscal year as of now, or as of an earlier moment.</summary>
    /// <exception cref="HttpRequestException">The service does not answer, or not with a report; the message has what it says.</exception>
    public async Task<AnnualReport> ReadAsync(int year, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default) =>
        JsonSerializer.Deserialize<AnnualReport>(await ReadFileAsync(year, asOf, "printed", edition: null, "json", cancellationToken), ContractJson.Options)!;

    /// <summary>The same in a form and a format (json, csv, xlsx), as the service sends it.</summary>
    /// <inheritdoc cref="ReadAsync" path="/exception" />
    public Task<byte[]> ReadFileAsync(int year, DateTimeOffset? asOf, string form, int? edition, string format, CancellationToken cancellationToken) =>
        http.ReadAsync(new Uri(projection, $"/reports/{year}?form={Uri.EscapeDataString(form)}{Moment(asOf)}{(edition is { } number ? $"&edition={number}" : "")}&format={format}"), cancellationToken);

    /// <summary>Why a figure is what it is, as the service sends it: the first events that it counts and nearly counts.</summary>
    /// <inheritdoc cref="ReadAsync" path="/exception" />
    public Task<byte[]> ReadEvidenceAsync(int year, string key, DateTimeOffset? asOf, string format, CancellationToken cancellationToken) =>
        http.ReadAsync(new Uri(projection, $"/reports/{year}/cells/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}/evidence?limit=1000{Moment(asOf)}&format={format}"), cancellationToken);

    /// <summary>Figures of several years beside one another, as the service sends it.</summary>
    /// <param name="years">The first and the last fiscal year, with two dots between.</param>
    /// <param name="cells">The keys of figures, with commas between; null for those of the printed report's indicators.</param>
    /// <param name="asOf">The moment as of which it is told; null for now.</param>
    /// <param name="format">json or csv.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <inheritdoc cref="ReadAsync" path="/exception" />
    public Task<byte[]> ReadTrendAsync(string years, string? cells, DateTimeOffset? asOf, string format, CancellationToken cancellationToken) =>
        http.ReadAsync(new Uri(projection, $"/reports/trend?years={Uri.EscapeDataString(years)}{(cells is null ? "" : $"&cells={Uri.EscapeDataString(cells)}")}{Moment(asOf)}&format={format}"), cancellationToken);

    private static string Moment(DateTimeOffset? asOf) => asOf is { } given ? $"&asOf={Uri.EscapeDataString(given.ToString("O", CultureInfo.InvariantCulture))}" : "";
}
