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
    /// <inheritdoc cref="ReadJsonAsync" path="/exception" />
    public async Task<AnnualReport> ReadAsync(int year, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default) =>
        JsonSerializer.Deserialize<AnnualReport>(await ReadJsonAsync(year, asOf, cancellationToken), ContractJson.Options)!;

    /// <summary>The same, as the service sends it.</summary>
    /// <exception cref="HttpRequestException">The service does not answer, or not with a report; the message has what it says.</exception>
    public async Task<string> ReadJsonAsync(int year, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default)
    {
        var moment = asOf is { } given ? $"?asOf={Uri.EscapeDataString(given.ToString("O", CultureInfo.InvariantCulture))}" : "";
        return await http.AskAsync(new Uri(projection, $"/reports/{year}{moment}"), cancellationToken);
    }
}
