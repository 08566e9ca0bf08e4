using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Operations.Loading;
using Imizu.Testing.Servers;
using RabbitMQ.Client;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>One stack for all tests that do not break it. Each keeps to fiscal years and streams of its own.</summary>
[CollectionDefinition(nameof(StackFixture))]
public sealed class StackFixture : IAsyncLifetime, ICollectionFixture<StackFixture>
{
    /// <summary>The queue of what the journal has set aside.</summary>
    public const string DeadLetters = "imizu.projection_error";

    private readonly ConcurrentDictionary<string, HttpClient> _clients = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public RunningStack Stack { get; private set; } = null!;

    /// <summary>Asks as somebody who may do everything.</summary>
    public HttpClient Http => As("test");

    public async ValueTask InitializeAsync() => Stack = await RunningStack.Start(Cancelled);

    public ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
        return Stack.DisposeAsync();
    }

    /// <summary>Asks as one of <see cref="StackPeople.All" />.</summary>
    public HttpClient As(string actor) => _clients.GetOrAdd(actor, code => Stack.Client(code));

    /// <summary>Posts JSON as it stands.</summary>
    public async Task<Reply> Send(string service, string path, string json, string actor = "test", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Stack.Services[service], path)) { Content = new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) };
        // Asks first, as a client with much to send does: the server may answer and close before it has read all.
        request.Headers.ExpectContinue = json.Length > 100_000;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await As(actor).SendAsync(request, Cancelled);
        return await Reply.Of(response, Cancelled);
    }

    /// <summary>The same, again for as long as it is refused because not all is counted that is recorded: no edition is made before.</summary>
    public async Task<Reply> SendOnceCounted(string service, string path, string json, string actor, params (string Name, string Value)[] headers)
    {
        Reply answer = null!;
        await Eventually.Is(async () => (answer = await Send(service, path, json, actor, headers)) is not { Status: HttpStatusCode.Conflict } late || !late.Body.Contains("集計に入って", StringComparison.Ordinal),
            "all is counted", () => answer.Body);
        return answer;
    }

    /// <summary>Reads what a service answers, whatever the status.</summary>
    public async Task<Reply> Get(Uri address)
    {
        using var response = await Http.GetAsync(address, Cancelled);
        return await Reply.Of(response, Cancelled);
    }

    /// <summary>The events of a case as the feed has them, once it has so many.</summary>
    public async Task<IReadOnlyList<EventEnvelope>> EventsOf(string path, int count)
    {
        List<EventEnvelope> all = [];
        return await Eventually.Seen(OfCase, ofCase => ofCase.Count >= count, $"{count} events of {path}", ofCase => $"There are {ofCase.Count}.");

        async Task<List<EventEnvelope>> OfCase()
        {
            while (await Page(all is [.., var last] ? last.Position : 0) is [_, ..] page)
            {
                all.AddRange(page);
            }
            return [.. all.Where(envelope => path == $"/cases/{envelope.Subject["case/".Length..]}")];
        }

        async Task<List<EventEnvelope>> Page(long after) => (await Http.GetFromJsonAsync<List<EventEnvelope>>(
            new Uri(Stack.Services[Services.Consultation], $"/events?after={after}&limit=1000"), ContractJson.Options, Cancelled))!;
    }

    /// <summary>How many messages the journal has set aside.</summary>
    public async Task<uint> DeadLetterCount()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(Stack.Broker) }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        try
        {
            return await channel.MessageCountAsync(DeadLetters, Cancelled);
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return 0;
        }
    }

    public async Task<AnnualReport> Report(int year, string query = "") =>
        (await Http.GetFromJsonAsync<AnnualReport>(new Uri(Stack.Services[Services.Projection], $"/reports/{year}{query}"), ContractJson.Options, Cancelled))!;

    /// <summary>The report once something is so of it; what never is fails with what the report says.</summary>
    public Task<AnnualReport> ReportOnce(int year, Func<AnnualReport, bool> isSo, Action<AnnualReport>? orElse = null) => Eventually.Seen(
        () => Report(year), isSo, $"the report of {year} says so",
        report =>
        {
            orElse?.Invoke(report);
            return JsonSerializer.Serialize(report, ContractJson.Options);
        });
}

/// <summary>An answer, read to its end.</summary>
public sealed record Reply(HttpStatusCode Status, string Body, string? ETag)
{
    public static async Task<Reply> Of(HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken), response.Headers.ETag?.Tag);

    /// <summary>The fields that a problem names.</summary>
    public IReadOnlyList<string> Fields => [.. JsonDocument.Parse(Body).RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name)];

    /// <summary>The ids of what was recorded.</summary>
    public IReadOnlyList<Guid> Entries => [.. JsonDocument.Parse(Body).RootElement.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("id").GetGuid())];
}
