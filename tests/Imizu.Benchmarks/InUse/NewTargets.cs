using System.Net.Http.Json;
using Imizu.Benchmarks.Append;
using Imizu.Contracts;
using Imizu.Contracts.Outreach;
using Imizu.Testing.Servers;

namespace Imizu.Benchmarks.InUse;

/// <summary>A service of which the history has nothing, where targets are identified at so many a second.</summary>
internal sealed class NewTargets(ServiceDatabase database, ServiceProcess service) : IAsyncDisposable
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);

    /// <summary>The year in which they count.</summary>
    public static int Year => FiscalYear.Of(Today).Year;

    /// <summary>The service's address.</summary>
    public Uri Address => service.Http.BaseAddress!;

    public static async Task<NewTargets> Start(string server, string broker, CancellationToken cancellationToken)
    {
        var database = await ServiceDatabase.Create(server, "outreach", cancellationToken);
        return new NewTargets(database, await ServiceProcess.Start("Imizu.Outreach", database.Connection, broker, cancellationToken));
    }

    /// <summary>Records so many; ends when all are answered.</summary>
    public async Task Identify(int count, int aSecond, CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / aSecond));
        var answers = new List<Task>();
        while (answers.Count < count)
        {
            answers.Add(Identify(cancellationToken));
            await pace.WaitForNextTickAsync(cancellationToken);
        }
        await Task.WhenAll(answers);
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await database.DisposeAsync();
    }

    private async Task Identify(CancellationToken cancellationToken)
    {
        using var answer = await service.Http.PostAsJsonAsync(
            $"/targets/{Guid.CreateVersion7()}/identification", new { on = Today, source = InformationSource.Agency }, ContractJson.Options, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
