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
    /// <summary>Starts one.</summary>
    /// <exception cref="LoadException">It was refused; the message says why.</exception>
    public async Task Start(ReplayScope scope, CancellationToken cancellationToken) => await Post("/replays", JsonContent.Create(scope, options: ContractJson.Options), cancellationToken);

    /// <summary>Lets a blocked one go on.</summary>
    public async Task Accept(string reason, CancellationToken cancellationToken) =>
        await Post("/replays/latest/acceptance", JsonContent.Create(new { reason }, options: ContractJson.Options), cancellationToken);

    /// <summary>Ends the one that runs.</summary>
    public async Task Cancel(CancellationToken cancellationToken) => await Post("/replays/latest/cancellation", null, cancellationToken);

    /// <summary>Goes back to what was live before the last swap.</summary>
    public async Task RollBack(CancellationToken cancellationToken) => await Post("/replays/rollback", null, cancellationToken);

    /// <summary>How far it is, until it is over.</summary>
    public async IAsyncEnumerable<ReplayStatus> Watch([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = await http.GetStreamAsync(new Uri(projection, "/replays/latest/progress"), cancellationToken);
        await foreach (var item in SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize<ReplayStatus>(data, ContractJson.Options)!).EnumerateAsync(cancellationToken))
        {
            yield return item.Data;
        }
    }

    private async Task Post(string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(projection, path)) { Content = content };
        request.Headers.Add(ActorCode.Header, actor);
        using var response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new LoadException(ProblemText.Of(await response.Content.ReadAsStringAsync(cancellationToken)));
        }
    }
}
