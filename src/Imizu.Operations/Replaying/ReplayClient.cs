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
        Read<ReplayStatus>(await Post("/replays", JsonContent.Create(scope, options: ContractJson.Options), cancellationToken)).Id;

    /// <summary>Lets a blocked one go on.</summary>
    public async Task Accept(Guid id, string reason, CancellationToken cancellationToken) =>
        await Post($"/replays/{id}/acceptance", JsonContent.Create(new { reason }, options: ContractJson.Options), cancellationToken);

    /// <summary>Ends one.</summary>
    public async Task Cancel(Guid id, CancellationToken cancellationToken) => await Post($"/replays/{id}/cancellation", null, cancellationToken);

    /// <summary>Which generation is live, and which one is kept beside it.</summary>
    public async Task<GenerationsStatus> Generations(CancellationToken cancellationToken) =>
        Read<GenerationsStatus>(await Send(HttpMethod.Get, "/replays/generations", null, cancellationToken));

    /// <summary>Leaves the live generation for the other one that is kept.</summary>
    /// <exception cref="LoadException">It is not the live one any more, or there is no other; the message says so.</exception>
    public async Task<GenerationSwap> Leave(int generation, CancellationToken cancellationToken) =>
        Read<GenerationSwap>(await Post("/replays/rollback", JsonContent.Create(new { from = generation }, options: ContractJson.Options), cancellationToken));

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

    private Task<string> Post(string path, HttpContent? content, CancellationToken cancellationToken) => Send(HttpMethod.Post, path, content, cancellationToken);

    private async Task<string> Send(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(projection, path)) { Content = content };
        request.Headers.Add(ActorCode.Header, actor);
        using var response = await http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? answer : throw new LoadException(ProblemText.Of(answer));
    }

    private static T Read<T>(string answer) => JsonSerializer.Deserialize<T>(answer, ContractJson.Options)!;
}
