using System.Data.Common;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Imizu.Cli.Commands;
using Imizu.Contracts;
using Imizu.LocalHosting;
using Imizu.Operations.Loading;

namespace Imizu.Cli.DeadLetters;

/// <summary>A dead letter, as the gateway lists it.</summary>
internal sealed record Letter(
    string Id, DateTimeOffset At, string Door, string? Sender, string Field, string Reason, string? MessageId, string State,
    string? ClosedBy, DateTimeOffset? ClosedAt, string? ClosedBecause);

/// <summary>A page of the list.</summary>
internal sealed record LetterPage(long Total, int Page, IReadOnlyList<Letter> Letters);

/// <summary>Once that one was sent again.</summary>
internal sealed record Resent(DateTimeOffset At, string By, string Body, string? Field, string? Reason);

/// <summary>A dead letter with what it holds.</summary>
internal sealed record WholeLetter(Letter Letter, string Body, long Size, bool IsCut, IReadOnlyList<Resent> Sendings);

/// <summary>What the gateway answers when it refuses.</summary>
internal sealed record Refused(string? Detail, IReadOnlyDictionary<string, string[]>? Errors)
{
    public override string ToString() =>
        Errors is { Count: > 0 } ? string.Join('\n', Errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}")) : Detail ?? "";
}

/// <summary>Asks the gateway of a local stack, as its operator.</summary>
internal sealed class DeadLetterClient : IDisposable
{
    private const int Page = 500;

    private readonly HttpClient _http;

    private DeadLetterClient(Uri gateway, string name, string password)
    {
        _http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));
        _http.DefaultRequestHeaders.Add(ActorCode.Header, CommandLine.Actor);
    }

    /// <exception cref="LoadException">No stack runs there.</exception>
    public static DeadLetterClient Of(string dataFolder)
    {
        if (StackState.Read(dataFolder) is not { IsRunning: true } state || !state.Addresses().TryGetValue("gateway", out var gateway)
            || !StackState.ReadConnectionStrings(dataFolder).TryGetValue("operator", out var connection))
        {
            throw new LoadException($"No stack with a gateway runs on {dataFolder}. Start one with ./imizu up.");
        }
        var parts = new DbConnectionStringBuilder { ConnectionString = connection };
        return new DeadLetterClient(gateway, (string)parts["Username"], (string)parts["Password"]);
    }

    /// <summary>All that there are, or those that wait; latest first.</summary>
    public async Task<IReadOnlyList<Letter>> List(string? sender, bool all, CancellationToken cancellationToken)
    {
        var letters = new List<Letter>();
        var filter = (sender is null ? "" : $"&sender={Uri.EscapeDataString(sender)}") + (all ? "" : "&state=waiting");
        for (var page = 1; ; page++)
        {
            var found = await Answer<LetterPage>(await _http.GetAsync($"/dead-letters?limit={Page}&page={page}{filter}", cancellationToken), cancellationToken);
            letters.AddRange(found.Letters);
            if (found.Letters.Count < Page)
            {
                return letters;
            }
        }
    }

    public async Task<WholeLetter> Show(string id, CancellationToken cancellationToken) =>
        await Answer<WholeLetter>(await _http.GetAsync(Path(id), cancellationToken), cancellationToken);

    /// <param name="id">Which.</param>
    /// <param name="body">All of it anew; null to keep what came.</param>
    /// <param name="value">Its value anew; null to keep that.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<WholeLetter> SendAgain(string id, string? body, decimal? value, CancellationToken cancellationToken) =>
        await Answer<WholeLetter>(await _http.PostAsJsonAsync(Path(id, "/sending"), new { body, value }, cancellationToken), cancellationToken);

    public async Task<WholeLetter> Discard(string id, string reason, CancellationToken cancellationToken) =>
        await Answer<WholeLetter>(await _http.PostAsJsonAsync(Path(id, "/discarding"), new { reason }, cancellationToken), cancellationToken);

    public void Dispose() => _http.Dispose();

    private static string Path(string id, string what = "") => $"/dead-letters/{Uri.EscapeDataString(id)}{what}";

    /// <exception cref="LoadException">It was refused; the message is the gateway's.</exception>
    private static async Task<T> Answer<T>(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using (answer)
        {
            if (answer.IsSuccessStatusCode)
            {
                return (await answer.Content.ReadFromJsonAsync<T>(ContractJson.Options, cancellationToken))!;
            }
            var said = await answer.Content.ReadAsStringAsync(cancellationToken);
            try
            {
                throw new LoadException(JsonSerializer.Deserialize<Refused>(said, JsonSerializerOptions.Web)?.ToString() ?? said);
            }
            catch (JsonException)
            {
                throw new LoadException($"The gateway answers {(int)answer.StatusCode}.");
            }
        }
    }
}
