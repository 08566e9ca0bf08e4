using System.Net;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Operations.Loading;

namespace Imizu.Operations.Verifying;

/// <summary>Proves that each stored edition is the one that was announced, and tells where a further one (訂正版) is due.</summary>
/// <param name="projection">Where the projection service is.</param>
/// <param name="http">The client.</param>
internal sealed class EditionCheck(Uri projection, HttpClient http)
{
    public async Task<IReadOnlyList<CheckedEdition>> RunAsync(CancellationToken cancellationToken)
    {
        var editions = JsonSerializer.Deserialize<List<EditionSummary>>(await http.ReadTextAsync(new Uri(projection, "/editions"), cancellationToken), ContractJson.Options)!;
        var result = new List<CheckedEdition>();
        foreach (var year in editions.GroupBy(edition => edition.FiscalYear))
        {
            List<CheckedEdition> ofYear = [];
            foreach (var edition in year.OrderBy(edition => edition.Number))
            {
                ofYear.Add(new CheckedEdition(edition, await FaultAsync(edition, cancellationToken), Due: null));
            }
            // What is due is told from all of them.
            if (ofYear.TrueForAll(of => of.Fault is null))
            {
                ofYear[^1] = ofYear[^1] with { Due = await DueAsync(ofYear[^1].Edition, cancellationToken) };
            }
            result.AddRange(ofYear);
        }
        return result;
    }

    private static string PathOf(EditionSummary edition) => $"/fiscal-years/{edition.FiscalYear}/editions/{edition.Number}";

    private async Task<string?> FaultAsync(EditionSummary edition, CancellationToken cancellationToken)
    {
        using var stored = await http.GetAsync(new Uri(projection, PathOf(edition)), cancellationToken);
        if (stored.StatusCode == HttpStatusCode.NotFound)
        {
            return "it is not stored any more";
        }
        var hash = EditionJson.HashOf(await stored.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellationToken));
        return hash == edition.Hash ? null : $"what is stored has the SHA-256 {hash}, and {edition.Hash} was announced";
    }

    private async Task<EditionDifferences> DueAsync(EditionSummary edition, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<EditionDifferences>(await http.ReadTextAsync(new Uri(projection, $"{PathOf(edition)}/differences?with=now"), cancellationToken), ContractJson.Options)!;
}

/// <summary>The result for one edition.</summary>
/// <param name="Edition">The edition as announced.</param>
/// <param name="Fault">Why the stored one is another; null where it is the same.</param>
/// <param name="Due">What a further edition would say otherwise; null for one that is not the latest, and where one of the year is wrong.</param>
internal sealed record CheckedEdition(EditionSummary Edition, string? Fault, EditionDifferences? Due);
