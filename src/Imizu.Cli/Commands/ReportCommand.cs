using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Imizu.Cli.Reporting;
using Imizu.Cli.Stack;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Operations.Loading;
using Imizu.Operations.Reporting;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu report</c>: a year's report from a running stack, why a figure of it is what it is, or figures of several years.</summary>
internal sealed class ReportCommand(Repository repository)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="Year">The fiscal year; null where several are asked for.</param>
    /// <param name="Form">The form of the report.</param>
    /// <param name="Format">text, csv, xlsx, or json: as the service sends it.</param>
    /// <param name="AsOf">The moment as of which it is told; null for now.</param>
    /// <param name="Edition">The edition of a closed year; null for what stands.</param>
    /// <param name="Explain">The key of the figure to explain; null for the report.</param>
    /// <param name="Trend">The first and the last of several years, with two dots between; null for one.</param>
    /// <param name="Cells">The keys of the figures of several years, with commas between; null for the indicators.</param>
    /// <param name="Output">The file to write; null for the terminal.</param>
    /// <param name="Url">Where the projection service is; null for that of the stack which runs here.</param>
    public sealed record Asked(int? Year, string Form, string Format, DateTimeOffset? AsOf, int? Edition, string? Explain, string? Trend, string? Cells, string? Output, Uri? Url);

    public async Task<int> RunAsync(Asked asked, CancellationToken cancellationToken)
    {
        var projection = repository.Projection(asked.Url);
        using var http = repository.Client(Services.Projection, projection, TimeSpan.FromSeconds(30));
        var reader = new ReportReader(projection, http);
        // As text it is written here, of what the service sends for programs.
        var format = asked.Format == "text" ? "json" : asked.Format;
        await (asked switch
        {
            { Trend: { } years } => Write(await reader.ReadTrendAsync(years, asked.Cells, asked.AsOf, format, cancellationToken), (Trend trend) => TrendText.Of(trend)),
            { Explain: { } key } => Write(await reader.ReadEvidenceAsync(asked.Year!.Value, key, asked.AsOf, format, cancellationToken), (CellEvidence evidence) => EvidenceText.Of(evidence)),
            _ => Write(await reader.ReadFileAsync(asked.Year!.Value, asked.AsOf, asked.Form, asked.Edition, format, cancellationToken), (AnnualReport report) => ReportText.Of(report)),
        });
        return 0;

        Task Write<T>(byte[] sent, Func<T, string> text)
        {
            var printed = asked.Format switch
            {
                "json" => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(JsonElement.Parse(sent), Indented) + Environment.NewLine),
                "text" => Encoding.UTF8.GetBytes(text(JsonSerializer.Deserialize<T>(sent, ContractJson.Options)!)),
                _ => sent,
            };
            return asked.Output is { } file ? File.WriteAllBytesAsync(file, printed, cancellationToken) : Console.Out.WriteAsync(Encoding.UTF8.GetString(printed));
        }
    }
}
