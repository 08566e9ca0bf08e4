using System.Text.Encodings.Web;
using System.Text.Json;
using Imizu.Cli.Reporting;
using Imizu.Cli.Stack;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Operations.Reporting;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu report</c>: a year's report from a running stack.</summary>
internal sealed class ReportCommand(Repository repository)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="year">The fiscal year.</param>
    /// <param name="asJson">As the service sends it, rather than as text.</param>
    /// <param name="asOf">The moment as of which it is told; null for now.</param>
    /// <param name="url">Where the projection service is; null for that of the stack which runs here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<int> RunAsync(int year, bool asJson, DateTimeOffset? asOf, Uri? url, CancellationToken cancellationToken)
    {
        var projection = repository.Projection(url);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var json = await new ReportReader(projection, http).ReadJsonAsync(year, asOf, cancellationToken);
        Console.Write(asJson
            ? JsonSerializer.Serialize(JsonElement.Parse(json), Indented) + Environment.NewLine
            : ReportText.Of(JsonSerializer.Deserialize<AnnualReport>(json, ContractJson.Options)!));
        return 0;
    }
}
