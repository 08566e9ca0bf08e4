using Imizu.Cli.Accounts;

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

/// <summary>Asks the gateway of a local stack for its dead letters.</summary>
internal sealed class DeadLetterClient(GatewayClient gateway)
{
    private const int Page = 500;

    /// <summary>All that there are, or those that wait; latest first.</summary>
    public async Task<IReadOnlyList<Letter>> List(string? sender, bool all, CancellationToken cancellationToken)
    {
        var letters = new List<Letter>();
        var filter = (sender is null ? "" : $"&sender={Uri.EscapeDataString(sender)}") + (all ? "" : "&state=waiting");
        for (var page = 1; ; page++)
        {
            var found = await gateway.AskAsync<LetterPage>(HttpMethod.Get, $"/dead-letters?limit={Page}&page={page}{filter}", null, cancellationToken);
            letters.AddRange(found.Letters);
            if (found.Letters.Count < Page)
            {
                return letters;
            }
        }
    }

    public Task<WholeLetter> Show(string id, CancellationToken cancellationToken) =>
        gateway.AskAsync<WholeLetter>(HttpMethod.Get, Path(id), null, cancellationToken);

    /// <param name="id">Which.</param>
    /// <param name="body">All of it anew; null to keep what came.</param>
    /// <param name="value">Its value anew; null to keep that.</param>
    /// <param name="overNewer">Whether what came is to stand over a newer number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<WholeLetter> SendAgain(string id, string? body, decimal? value, bool overNewer, CancellationToken cancellationToken) =>
        gateway.AskAsync<WholeLetter>(HttpMethod.Post, Path(id, "/sending"), new { body, value, overNewer }, cancellationToken);

    public Task<WholeLetter> Discard(string id, string reason, CancellationToken cancellationToken) =>
        gateway.AskAsync<WholeLetter>(HttpMethod.Post, Path(id, "/discarding"), new { reason }, cancellationToken);

    private static string Path(string id, string what = "") => $"/dead-letters/{Uri.EscapeDataString(id)}{what}";
}
