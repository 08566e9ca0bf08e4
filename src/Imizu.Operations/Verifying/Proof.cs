using System.Runtime.CompilerServices;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.Operations.Loading;
using Imizu.Operations.Replaying;

namespace Imizu.Operations.Verifying;

/// <summary>Proves that what is derived has all that was recorded: source against journal, then the live figures against a fresh count of it, and the stored editions against their announced hashes.</summary>
/// <param name="services">Where each service is, by its name.</param>
/// <param name="http">The client; every event is read again, and a long history takes its time.</param>
internal sealed class Proof(IReadOnlyDictionary<string, Uri> services, HttpClient http)
{
    /// <summary>For one request.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromMinutes(30);

    /// <summary>Compares each source with the journal.</summary>
    public async Task<IReadOnlyList<SourceComparison>> SourcesAsync(CancellationToken cancellationToken)
    {
        var comparison = new JournalComparison(new TotalsReader(services, http));
        var compared = new List<SourceComparison>();
        foreach (var service in Services.Recording)
        {
            compared.Add(await comparison.CompareAsync(service, cancellationToken));
        }
        return compared;
    }

    /// <summary>Checks the access log of each service from its beginning.</summary>
    public async Task<IReadOnlyList<CheckedAccessLog>> AccessLogsAsync(CancellationToken cancellationToken)
    {
        var checks = new List<CheckedAccessLog>();
        foreach (var (service, address) in services)
        {
            var check = JsonSerializer.Deserialize<CheckedAccessLog>(await http.ReadTextAsync(new Uri(address, "/access-log/check"), cancellationToken), ContractJson.Options)!;
            checks.Add(check with { Service = service });
        }
        return checks;
    }

    /// <summary>Compares each stored edition with what was announced of it.</summary>
    public Task<IReadOnlyList<CheckedEdition>> EditionsAsync(CancellationToken cancellationToken) => new EditionCheck(services[Services.Projection], http).RunAsync(cancellationToken);

    /// <summary>How far the fresh count is, until it is over: it agreed, or the last status says how not.</summary>
    public async IAsyncEnumerable<ReplayStatus> FiguresAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var replays = new ReplayClient(services[Services.Projection], http);
        var id = await replays.Start(new ReplayScope(DryRun: true), cancellationToken);
        await foreach (var status in replays.Watch(id, cancellationToken))
        {
            yield return status;
        }
    }
}

/// <summary>What came of checking the access log of a service.</summary>
/// <param name="Count">How many entries it has.</param>
/// <param name="Hash">That of the last one.</param>
/// <param name="Fault">The first entry that is not as it was written; null where each is.</param>
internal sealed record CheckedAccessLog(long Count, string Hash, string? Fault)
{
    /// <summary>The service's name.</summary>
    public string Service { get; init; } = "";
}
