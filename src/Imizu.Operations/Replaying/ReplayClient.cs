using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Imizu.Operations.Loading;
using Imizu.Contracts;
using Imizu.Contracts.Replays;

namespace Imizu.Operations.Replaying;

/// <summary>Asks the projection service for replays.</summary>
/// <param name="projection">Where it is.</param>
/// <param name="http">The client.</param>
/// <param name="actor">Who asks.</param>
internal sealed class ReplayClient(Uri projection, HttpClient http, string actor)
{
    /// <summary>Another instance than the one that replays tells of it a moment later: when it has its turn, for which it waits five seconds at most.</summary>
    private const int Looks = 10;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>Starts one.</summary>
    /// <returns>Which.</returns>
    /// <exception cref="LoadException">It was refused; the message says why.</exception>
    public async Task<Guid> Start(ReplayScope scope, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<ReplayStatus>(await Post("/replays", JsonContent.Create(scope, options: ContractJson.Options), cancellationToken), ContractJson.Options)!.Id;

    /// <summary>Lets a blocked one go on.</summary>
    public async Task Accept(Guid id, string reason, CancellationToken cancellationToken) =>
        await Post($"/replays/{id}/acceptance", JsonContent.Create(new { reason }, options: ContractJson.Options), cancellationToken);

    /// <summary>Ends one.</summary>
    public async Task Cancel(Guid id, CancellationToken cancellationToken) => await Post($"/replays/{id}/cancellation", null, cancellationToken);

    /// <summary>Goes back to what was live before the last swap.</summary>
    public async Task RollBack(CancellationToken cancellationToken) => await Post("/replays/rollback", null, cancellationToken);

    /// <summary>How far one is, until it is over.</summary>
    /// <exception cref="LoadException">Another one is told of.</exception>
    public async IAsyncEnumerable<ReplayStatus> Watch(Guid id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isTold = false;
        for (var looks = 1; ; looks++)
        {
            await foreach (var told in Latest(cancellationToken))
            {
                if (told.Id == id)
                {
                    isTold = true;
                    yield return told;
                }
                else if (isTold || !told.IsOver || looks == Looks)
                {
                    throw NotTold(id, $"tells of another replay ({told.Id}, {told.Phase})");
                }
            }
            if (isTold)
            {
                yield break;
            }
            await Task.Delay(looks < Looks ? BetweenLooks : throw NotTold(id, "tells of none"), cancellationToken);
        }
    }

    private static LoadException NotTold(Guid id, string what) => new(
        $"The replay {id} was started, but the projection service {what}. What became of it is in that service's log; look there before you start it again.");

    /// <summary>The latest one, whichever that is.</summary>
    private async IAsyncEnumerable<ReplayStatus> Latest([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = await http.GetStreamAsync(new Uri(projection, "/replays/latest/progress"), cancellationToken);
        await foreach (var item in SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize<ReplayStatus>(data, ContractJson.Options)!).EnumerateAsync(cancellationToken))
        {
            yield return item.Data;
        }
    }

    private async Task<string> Post(string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(projection, path)) { Content = content };
        request.Headers.Add(ActorCode.Header, actor);
        using var response = await http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? answer : throw new LoadException(ProblemText.Of(answer));
    }
}
