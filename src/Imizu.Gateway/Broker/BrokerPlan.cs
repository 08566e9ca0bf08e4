using Imizu.Contracts;
using Imizu.Gateway.Accounts;

namespace Imizu.Gateway.Broker;

/// <summary>
/// What is to be done at the broker, so that it lets in whom the accounts say and nobody else: derived from the accounts and from what is there,
/// and from nothing that was done before. A broker that has lost everything gets everything again.
/// </summary>
/// <param name="Mark">The tag of users that are this installation's; others are left alone.</param>
/// <param name="VirtualHost">Where they are let in.</param>
/// <param name="Bounds">How long queues become.</param>
internal sealed record BrokerPlan(string Mark, string VirtualHost, QueueBounds Bounds)
{
    /// <summary>The steps, in their order; none where all is as it should be.</summary>
    /// <param name="accounts">All that there are and were.</param>
    /// <param name="there">What is at the broker.</param>
    /// <param name="before">The queues that were there at the look before, in the order in which they came; the broker does not say how old one is.</param>
    public IEnumerable<BrokerStep> Steps(IReadOnlyList<Account> accounts, BrokerState there, IReadOnlyList<string>? before = null)
    {
        var users = there.Users.ToDictionary(user => user.Name);
        var open = accounts.Where(account => account.IsOpen && !IsStrangers(users.GetValueOrDefault(account.Name))).ToList();
        return [.. Places(there), .. open.SelectMany(account => Let(account, users, there)), .. Shut(accounts, open, there), .. Unfit(open, there), .. TooMany(open, there, before ?? [])];
    }

    /// <summary>Whether a user of the broker is somebody else's, who has it from elsewhere.</summary>
    public bool IsStrangers(BrokerUser? user) => user is not null && !user.Tags.Contains(Mark);

    // So that a follower can bind before the first service has announced anything.
    private IEnumerable<BrokerStep> Places(BrokerState there)
    {
        if (there.Exchanges.All(exchange => exchange.Name != Exchanges.Events))
        {
            yield return new BrokerStep.DeclareTopic(Exchanges.Events);
        }
        if (!there.Policies.Contains(Bounds.Policy))
        {
            yield return new BrokerStep.Bound(Bounds.Policy);
        }
    }

    private IEnumerable<BrokerStep> Let(Account account, Dictionary<string, BrokerUser> users, BrokerState there)
    {
        var (user, permission, before) = (AccountAtBroker.User(account, Mark), AccountAtBroker.Permission(account, VirtualHost), users.GetValueOrDefault(account.Name));
        var isAnother = before is not null && before.PasswordHash != user.PasswordHash;
        if (isAnother)
        {
            // Shut out before it is let in anew: cut short in between, the next look finds nobody, and not the new password with the old connections.
            yield return new BrokerStep.Expel(account.Name);
            yield return new BrokerStep.Disconnect(account.Name);
        }
        if (before is null || isAnother || !before.Tags.SequenceEqual(user.Tags))
        {
            yield return new BrokerStep.Admit(user);
        }
        // With a user go its permissions.
        if (isAnother || !there.Permissions.Contains(permission))
        {
            yield return new BrokerStep.Permit(permission);
        }
        var limits = isAnother ? null : there.Limits.FirstOrDefault(limits => limits.User == account.Name)?.Value;
        foreach (var (name, value) in Bounds.UserLimits.Where(limit => limits?.TryGetValue(limit.Name, out var set) != true || set != limit.Value))
        {
            yield return new BrokerStep.Limit(account.Name, name, value);
        }
    }

    private IEnumerable<BrokerStep> Shut(IReadOnlyList<Account> accounts, List<Account> open, BrokerState there)
    {
        var gone = there.Users.Where(user => !IsStrangers(user) && open.All(account => account.Name != user.Name)).Select(user => user.Name).ToList();
        foreach (var name in gone)
        {
            yield return new BrokerStep.Expel(name);
            yield return new BrokerStep.Disconnect(name);
        }
        var closed = accounts.Where(account => !account.IsOpen).Select(account => account.Name).Concat(gone).ToHashSet();
        foreach (var queue in there.Queues.Where(queue => closed.Contains(queue.Owner)))
        {
            yield return new BrokerStep.Remove(queue, "its account is closed");
        }
    }

    // The bounds cannot keep these small, or keep them small at the cost of the services: where a queue refuses, the broker refuses the announcement.
    private static IEnumerable<BrokerStep> Unfit(List<Account> open, BrokerState there) => there.Queues
        .Where(queue => open.Any(account => account.Name == queue.Owner))
        .Where(IsUnfit)
        .Select(queue => new BrokerStep.Remove(queue, "it would hold up the services, or keep everything; declare it without x-overflow, as a classic or a quorum queue"));

    private static bool IsUnfit(BrokerQueue queue) => queue.Word("x-overflow") is not (null or "drop-head") || queue.Word("x-queue-type") is "stream";

    // What is read stays, whatever nobody reads, and then what came first: what somebody works with is taken away neither for what was left behind nor
    // for what was declared since. A queue that is seen for the first time has until the next look: the broker says some seconds later that it is read.
    private IEnumerable<BrokerStep> TooMany(List<Account> open, BrokerState there, IReadOnlyList<string> before)
    {
        var ages = before.Index().ToDictionary(queue => queue.Item, queue => queue.Index);
        return from queue in there.Queues
               where !IsUnfit(queue) && open.Any(account => account.Name == queue.Owner)
               group queue by queue.Owner into owned
               from queue in owned.OrderByDescending(queue => queue.Consumers > 0).ThenBy(queue => ages.GetValueOrDefault(queue.Name, int.MaxValue)).Skip(Bounds.MostQueues)
               where ages.ContainsKey(queue.Name)
               select new BrokerStep.Remove(queue, $"its account has more than {Bounds.MostQueues} queues");
    }
}
