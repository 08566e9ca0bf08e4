using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Imizu.Operations.Loading;
using Imizu.Contracts;
using Imizu.Contracts.Replays;

namespace Imizu.Operations.Replaying;

/// <summary>Client of the projection service's replays.</summary>
/// <param name="projection">Where it is.</param>
/// <param name="http">The client.</param>
internal sealed class ReplayClient(Uri projection, HttpClient http)
{
    /// <summary>Other instances report the replay only once it holds its lock, for which it waits up to five seconds.</summary>
    private const int Looks = 10;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>Starts a replay.</summary>
    /// <returns>Which.</returns>
    /// <exception cref="OperationFailedException">It was refused; the message says why.</exception>
    public async Task<Guid> Start(ReplayScope scope, CancellationToken cancellationToken) =>
        Read<ReplayStatus>(await Post("/replays", JsonContent.Create(scope, options: ContractJson.Options), cancellationToken)).Id;

    /// <summary>Accepts a blocked replay's differences.</summary>
    public async Task Accept(Guid id, string reason, CancellationToken cancellationToken) =>
        await Post($"/replays/{id}/acceptance", JsonContent.Create(new { reason }, options: ContractJson.Options), cancellationToken);

    /// <summary>Cancels a replay.</summary>
    public async Task Cancel(Guid id, CancellationToken cancellationToken) => await Post($"/replays/{id}/cancellation", null, cancellationToken);

    /// <summary>Which generation is live, and which one is kept beside it.</summary>
    public async Task<GenerationsStatus> Generations(CancellationToken cancellationToken) =>
        Read<GenerationsStatus>(await Send(HttpMethod.Get, "/replays/generations", null, cancellationToken));

    /// <summary>Leaves the live generation for the other one that is kept.</summary>
    /// <exception cref="OperationFailedException">It is not the live one any more, or there is no other; the message says so.</exception>
    public async Task<GenerationSwap> Leave(int generation, CancellationToken cancellationToken) =>
        Read<GenerationSwap>(await Post("/replays/rollback", JsonContent.Create(new { from = generation }, options: ContractJson.Options), cancellationToken));

    /// <summary>The status of a replay until it ends.</summary>
    /// <exception cref="OperationFailedException">The service reports another replay.</exception>
    public async IAsyncEnumerable<ReplayStatus> Watch(Guid id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isReported = false;
        for (var looks = 1; ; looks++)
        {
            await foreach (var status in Latest(cancellationToken))
            {
                if (status.Id == id)
                {
                    isReported = true;
                    yield return status;
                }
                else if (isReported || !status.IsOver || looks == Looks)
                {
                    throw WrongReplay(id, $"reports another replay ({status.Id}, {status.Phase})");
                }
            }
            if (isReported)
            {
                yield break;
            }
            await Task.Delay(looks < Looks ? BetweenLooks : throw WrongReplay(id, "reports none"), cancellationToken);
        }
    }

    private static OperationFailedException WrongReplay(Guid id, string what) => new(
        $"The replay {id} was started, but the projection service {what}. Its outcome is in that service's log; check it before you start another replay.");

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
        using var response = await http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? answer : throw new OperationFailedException(ProblemText.Of(answer));
    }

    private static T Read<T>(string answer) => JsonSerializer.Deserialize<T>(answer, ContractJson.Options)!;
}
