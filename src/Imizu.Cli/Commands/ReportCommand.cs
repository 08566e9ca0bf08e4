using System.Text.Encodings.Web;
using System.Text.Json;
using Imizu.Cli.Reporting;
using Imizu.Cli.Stack;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Operations.Reporting;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu report</c>: a year's report from a running stack, or why a figure of it is what it is.</summary>
internal sealed class ReportCommand(Repository repository)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="Year">The fiscal year.</param>
    /// <param name="Form">The form of the report.</param>
    /// <param name="Format">text, csv, or json: as the service sends it.</param>
    /// <param name="AsOf">The moment as of which it is told; null for now.</param>
    /// <param name="Edition">The edition of a closed year; null for what stands.</param>
    /// <param name="Explain">The key of the figure to explain; null for the report.</param>
    /// <param name="Url">Where the projection service is; null for that of the stack which runs here.</param>
    public sealed record Asked(int Year, string Form, string Format, DateTimeOffset? AsOf, int? Edition, string? Explain, Uri? Url);

    public async Task<int> RunAsync(Asked asked, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var reader = new ReportReader(repository.Projection(asked.Url), http);
        var json = asked.Explain is { } key
            ? await reader.ReadEvidenceJsonAsync(asked.Year, key, asked.AsOf, cancellationToken)
            : await reader.ReadJsonAsync(asked.Year, asked.AsOf, asked.Form, asked.Edition, cancellationToken);
        Console.Write((asked.Format, asked.Explain) switch
        {
            ("json", _) => JsonSerializer.Serialize(JsonElement.Parse(json), Indented) + Environment.NewLine,
            ("csv", null) => ReportCsv.Of(Read<AnnualReport>(json)),
            ("csv", _) => ReportCsv.Of(Read<CellEvidence>(json)),
            (_, null) => ReportText.Of(Read<AnnualReport>(json)),
            _ => EvidenceText.Of(Read<CellEvidence>(json)),
        });
        return 0;
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, ContractJson.Options)!;
}
