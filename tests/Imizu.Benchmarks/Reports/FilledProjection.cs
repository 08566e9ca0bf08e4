using System.Net.Http.Json;
using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.Testing.Servers;

namespace Imizu.Benchmarks.Reports;

/// <summary>A running projection service whose journal holds ten years, told into facts by a replay.</summary>
internal sealed class FilledProjection(BenchmarkDatabase database, ServiceProcess service) : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public HttpClient Http => service.Http;

    public Npgsql.NpgsqlDataSource Database => database.Source;

    /// <param name="events">How many events the journal has.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="follow">Starts a service to follow, on the given server and broker.</param>
    public static async Task<FilledProjection> Start(
        int events, CancellationToken cancellationToken, Func<BenchmarkDatabase, Task<(string Name, Uri Address)>>? follow = null)
    {
        var database = await BenchmarkDatabase.Start(cancellationToken);
        try
        {
            await BenchmarkHistory.Fill(database.Store, database.Source, events, cancellationToken);
            var source = follow is null ? default : await follow(database);
            var service = await ServiceProcess.Start(
                "Imizu.Projection", database.Connection, database.Broker, cancellationToken,
                follow is null ? null : new Dictionary<string, Uri> { [source.Name] = source.Address });
            var filled = new FilledProjection(database, service);
            await filled.Replay(cancellationToken);
            return filled;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>Replays all of history. Before the first there are no facts to agree with: what differs is accepted.</summary>
    public async Task<ReplayStatus> Replay(CancellationToken cancellationToken)
    {
        (await Http.PostAsJsonAsync("/replays", new ReplayScope(), ContractJson.Options, cancellationToken)).EnsureSuccessStatusCode();
        while (true)
        {
            var status = await Http.GetFromJsonAsync<ReplayStatus>("/replays/latest", ContractJson.Options, cancellationToken);
            switch (status)
            {
                case { Phase: ReplayPhase.Swapped }:
                    return status;
                case { Phase: ReplayPhase.Blocked } blocked:
                    await Http.PostAsJsonAsync($"/replays/{blocked.Id}/acceptance", new { reason = "empty before" }, ContractJson.Options, cancellationToken);
                    break;
                case { IsOver: true }:
                    throw new InvalidOperationException($"The replay ended as {status.Phase}: {status.Failure}");
            }
            await Task.Delay(Look, cancellationToken);
        }
    }
}
