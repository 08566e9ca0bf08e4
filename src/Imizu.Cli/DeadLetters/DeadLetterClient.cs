using Imizu.Cli.Accounts;
using Imizu.Contracts.FieldTallies;

namespace Imizu.Cli.DeadLetters;

/// <summary>Asks the gateway of a local stack for its dead letters.</summary>
internal sealed class DeadLetterClient(GatewayClient gateway)
{
    private const int Page = 500;

    /// <summary>All that there are, or those that wait; latest first.</summary>
    public async Task<IReadOnlyList<DeadLetterLine>> List(string? sender, bool all, CancellationToken cancellationToken)
    {
        var letters = new List<DeadLetterLine>();
        var filter = (sender is null ? "" : $"&sender={Uri.EscapeDataString(sender)}") + (all ? "" : $"&state={DeadLetterState.Waiting}");
        for (var page = 1; ; page++)
        {
            var found = await gateway.AskAsync<DeadLetterPage>(HttpMethod.Get, $"/dead-letters?limit={Page}&page={page}{filter}", null, cancellationToken);
            letters.AddRange(found.Letters);
            if (found.Letters.Count < Page)
            {
                return letters;
            }
        }
    }

    public Task<DeadLetterAnswer> Show(string id, CancellationToken cancellationToken) =>
        gateway.AskAsync<DeadLetterAnswer>(HttpMethod.Get, Path(id), null, cancellationToken);

    /// <param name="id">Which.</param>
    /// <param name="body">All of it anew; null to keep what came.</param>
    /// <param name="value">Its value anew; null to keep that.</param>
    /// <param name="overNewer">Whether what came is to stand over a newer number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<DeadLetterAnswer> SendAgain(string id, string? body, decimal? value, bool overNewer, CancellationToken cancellationToken) =>
        gateway.AskAsync<DeadLetterAnswer>(HttpMethod.Post, Path(id, "/sending"), new { body, value, overNewer }, cancellationToken);

    public Task<DeadLetterAnswer> Discard(string id, string reason, CancellationToken cancellationToken) =>
        gateway.AskAsync<DeadLetterAnswer>(HttpMethod.Post, Path(id, "/discarding"), new { reason }, cancellationToken);

    private static string Path(string id, string what = "") => $"/dead-letters/{Uri.EscapeDataString(id)}{what}";
}
