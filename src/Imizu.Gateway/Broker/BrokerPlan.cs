using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Imizu.Contracts;
using Imizu.Gateway.Accounts;
using static Imizu.Gateway.Broker.BrokerStep;

namespace Imizu.Gateway.Broker;

/// <summary>
/// Computes the steps that bring the broker to the state that the accounts describe. Pure: it depends on the accounts and the broker's current
/// state only.
/// </summary>
/// <param name="Mark">The tag of users that are this installation's; others are left alone. It grants no rights by itself.</param>
/// <param name="Host">The virtual host, escaped for a path.</param>
/// <param name="Bounds">How long followers' queues become.</param>
/// <param name="Tallies">How long that of tallies becomes.</param>
internal sealed record BrokerPlan(string Mark, string Host, QueueBounds Bounds, TallyBounds Tallies)
{
    /// <summary>All queues of the virtual host except Imizu's own.</summary>
    public const string FollowersQueues = @"^(?!imizu\.)";

    private const string Nothing = "^$";

    /// <summary>The steps, in their order; none where all is as it should be.</summary>
    /// <param name="accounts">All that there are and were.</param>
    /// <param name="there">What is at the broker.</param>
    /// <param name="before">The queues that were there at the look before, in the order in which they came; the broker does not say how old one is.</param>
    public IReadOnlyList<BrokerStep> Steps(IReadOnlyList<Account> accounts, BrokerState there, IReadOnlyList<string>? before = null)
    {
        var open = accounts.Where(account => account.IsOpen && !IsForeign(there.User(account.Name))).ToList();
        return [.. Shared.Where(step => !there.Has(step)), .. open.SelectMany(account => OpenAccount(account, there)), .. ClosedAccounts(accounts, open, there), .. UnfitQueues(open, there, before ?? [])];
    }

    /// <summary>Whether a user was not created by this installation: it lacks the installation's tag.</summary>
    public bool IsForeign(JsonObject? user) => user is not null && !user["tags"]!.AsArray().Any(tag => (string?)tag == Mark);

    // A follower has to be able to bind before any service has published. A queue's own arguments cannot exceed an operator policy: the smaller limit applies.
    private IEnumerable<BrokerStep> Shared =>
    [
        Set($"exchanges/{Host}/{Exchanges.Events}", new { type = "topic", durable = true }),
        Limit("imizu-followers", FollowersQueues, new()
        {
            ["max-length"] = Bounds.MostEvents, ["max-length-bytes"] = Bounds.MostBytes, ["expires"] = (long)Bounds.UnusedFor.TotalMilliseconds,
        }),
        Limit("imizu-tallies", @"^imizu\.field-tallies$", new() { ["max-length"] = Tallies.MostWaiting, ["max-length-bytes"] = Tallies.MostBytes }),
    ];

    private BrokerStep Limit(string name, string pattern, Dictionary<string, long> definition) => Set(
        $"operator-policies/{Host}/{name}", new Dictionary<string, object> { ["pattern"] = pattern, ["apply-to"] = "queues", ["priority"] = 0, ["definition"] = definition });

    private IEnumerable<BrokerStep> OpenAccount(Account account, BrokerState there)
    {
        // A new password: deleted before it is created anew, so that an interrupted run leaves no user instead of the new password with the old connections.
        var isAnother = there.User(account.Name) is { } user && (string?)user["password_hash"] != account.PasswordHash;
        return [.. isAnother ? DeleteUser(account.Name) : [], .. Wanted(account).Where(step => isAnother || !there.Has(step))];
    }

    /// <summary>
    /// A follower may configure, write and read queues and exchanges under its own name, and read the events exchange; a sender may only write
    /// to the tallies exchange.
    /// </summary>
    /// <remarks>
    /// Binding a queue needs write permission on it; publishing directly to a queue needs write permission on <c>amq.default</c>, which neither
    /// pattern matches.
    /// </remarks>
    private IEnumerable<BrokerStep> Wanted(Account account)
    {
        var own = $@"^{Regex.Escape(account.Name)}\.";
        var (configure, write, read) = account.Kind == AccountKind.Follower ? (own, own, $"{own}|{Exactly(Exchanges.Events)}") : (Nothing, Exactly(Exchanges.FieldTallies), Nothing);
        yield return Set($"users/{account.Name}", new { password_hash = account.PasswordHash, hashing_algorithm = "rabbit_password_hashing_sha256", tags = new[] { Mark } });
        yield return Set($"permissions/{Host}/{account.Name}", new { configure, write, read });
        yield return Set($"user-limits/{account.Name}/max-connections", new { value = Bounds.MostConnections });
        yield return Set($"user-limits/{account.Name}/max-channels", new { value = Bounds.MostChannels });

        static string Exactly(string name) => $"^{Regex.Escape(name)}$";
    }

    /// <summary>Its permissions and limits go with it.</summary>
    private static IEnumerable<BrokerStep> DeleteUser(string name) => [Delete($"users/{name}"), Delete($"connections/username/{name}")];

    private IEnumerable<BrokerStep> ClosedAccounts(IReadOnlyList<Account> accounts, List<Account> open, BrokerState there)
    {
        var gone = there.Users.Where(name => !IsForeign(there.User(name)) && open.All(account => account.Name != name)).ToList();
        var closed = accounts.Where(account => !account.IsOpen).Select(account => account.Name).Concat(gone).ToHashSet();
        return [.. gone.SelectMany(DeleteUser), .. there.Queues.Where(queue => closed.Contains(queue.Owner)).Select(queue => DeleteQueue(queue, "its account is closed"))];
    }

    // Queues with consumers are kept first, then the older ones, so that no queue in use is deleted because of unused or newer ones.
    // A new queue is kept until the next run, because the broker reports its consumers some seconds later.
    private IEnumerable<BrokerStep> UnfitQueues(List<Account> open, BrokerState there, IReadOnlyList<string> before)
    {
        var ages = before.Index().ToDictionary(queue => queue.Item, queue => queue.Index);
        var owned = there.Queues.Where(queue => open.Any(account => account.Name == queue.Owner)).ToLookup(IsUnsupported);
        var excess = from queue in owned[false]
                     group queue by queue.Owner into one
                     from queue in one.OrderByDescending(queue => queue.Consumers > 0).ThenBy(queue => ages.GetValueOrDefault(queue.Name, int.MaxValue)).Skip(Bounds.MostQueues)
                     where ages.ContainsKey(queue.Name)
                     select DeleteQueue(queue, $"its account has more than {Bounds.MostQueues} queues");
        return owned[true].Select(queue => DeleteQueue(queue, "it would hold up the services, or keep everything; declare it without x-overflow, as a classic or a quorum queue")).Concat(excess);
    }

    // Limits do not apply to these queues, or make the broker reject the services' publishing (reject-publish).
    private static bool IsUnsupported(BrokerQueue queue) => queue.Word("x-overflow") is not (null or "drop-head") || queue.Word("x-queue-type") is "stream";

    private BrokerStep DeleteQueue(BrokerQueue queue, string because) => Delete($"queues/{Host}/{Uri.EscapeDataString(queue.Name)}") with { Queue = queue.Name, Because = because };
}
