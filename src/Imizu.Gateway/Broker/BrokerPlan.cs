using Imizu.Contracts;
using Imizu.Gateway.Accounts;

namespace Imizu.Gateway.Broker;

/// <summary>
/// Computes the steps that bring the broker to the state that the accounts describe. Pure: it depends on the accounts and the broker's current
/// state only.
/// </summary>
/// <param name="Mark">The tag of users that are this installation's; others are left alone.</param>
/// <param name="VirtualHost">The virtual host.</param>
/// <param name="Bounds">How long followers' queues become.</param>
/// <param name="Tallies">How long that of tallies becomes.</param>
internal sealed record BrokerPlan(string Mark, string VirtualHost, QueueBounds Bounds, TallyBounds Tallies)
{
    /// <summary>The steps, in their order; none where all is as it should be.</summary>
    /// <param name="accounts">All that there are and were.</param>
    /// <param name="there">What is at the broker.</param>
    /// <param name="before">The queues that were there at the look before, in the order in which they came; the broker does not say how old one is.</param>
    public IEnumerable<BrokerStep> Steps(IReadOnlyList<Account> accounts, BrokerState there, IReadOnlyList<string>? before = null)
    {
        var users = there.Users.ToDictionary(user => user.Name);
        var open = accounts.Where(account => account.IsOpen && !IsForeign(users.GetValueOrDefault(account.Name))).ToList();
        return [.. SharedObjects(there), .. open.SelectMany(account => OpenAccount(account, users, there)), .. ClosedAccounts(accounts, open, there), .. UnsupportedQueues(open, there), .. ExcessQueues(open, there, before ?? [])];
    }

    /// <summary>Whether a user was not created by this installation: it lacks the installation's tag.</summary>
    public bool IsForeign(BrokerUser? user) => user is not null && !user.Tags.Contains(Mark);

    // A follower has to be able to bind before any service has published.
    private IEnumerable<BrokerStep> SharedObjects(BrokerState there)
    {
        if (there.Exchanges.All(exchange => exchange.Name != Exchanges.Events))
        {
            yield return new BrokerStep.DeclareTopicExchange(Exchanges.Events);
        }
        foreach (var policy in ((OperatorPolicy[])[Bounds.Policy, Tallies.Policy]).Except(there.Policies))
        {
            yield return new BrokerStep.SetQueueLimits(policy);
        }
    }

    private IEnumerable<BrokerStep> OpenAccount(Account account, Dictionary<string, BrokerUser> users, BrokerState there)
    {
        var (user, permission, before) = (BrokerUserMapping.User(account, Mark), BrokerUserMapping.Permission(account, VirtualHost), users.GetValueOrDefault(account.Name));
        var isAnother = before is not null && before.PasswordHash != user.PasswordHash;
        if (isAnother)
        {
            // Deleted before it is created anew: if interrupted, the next run finds no user instead of the new password with the old connections.
            yield return new BrokerStep.DeleteUser(account.Name);
            yield return new BrokerStep.CloseUserConnections(account.Name);
        }
        if (before is null || isAnother || !before.Tags.SequenceEqual(user.Tags))
        {
            yield return new BrokerStep.UpsertUser(user);
        }
        // Deleting a user also deletes its permissions.
        if (isAnother || !there.Permissions.Contains(permission))
        {
            yield return new BrokerStep.SetPermissions(permission);
        }
        var limits = isAnother ? null : there.Limits.FirstOrDefault(limits => limits.User == account.Name)?.Value;
        foreach (var (name, value) in Bounds.UserLimits.Where(limit => limits?.TryGetValue(limit.Name, out var set) != true || set != limit.Value))
        {
            yield return new BrokerStep.SetUserLimit(account.Name, name, value);
        }
    }

    private IEnumerable<BrokerStep> ClosedAccounts(IReadOnlyList<Account> accounts, List<Account> open, BrokerState there)
    {
        var gone = there.Users.Where(user => !IsForeign(user) && open.All(account => account.Name != user.Name)).Select(user => user.Name).ToList();
        foreach (var name in gone)
        {
            yield return new BrokerStep.DeleteUser(name);
            yield return new BrokerStep.CloseUserConnections(name);
        }
        var closed = accounts.Where(account => !account.IsOpen).Select(account => account.Name).Concat(gone).ToHashSet();
        foreach (var queue in there.Queues.Where(queue => closed.Contains(queue.Owner)))
        {
            yield return new BrokerStep.DeleteQueue(queue, "its account is closed");
        }
    }

    // Limits do not apply to these queues, or make the broker reject the services' publishing (reject-publish).
    private static IEnumerable<BrokerStep> UnsupportedQueues(List<Account> open, BrokerState there) => there.Queues
        .Where(queue => open.Any(account => account.Name == queue.Owner))
        .Where(IsUnsupported)
        .Select(queue => new BrokerStep.DeleteQueue(queue, "it would hold up the services, or keep everything; declare it without x-overflow, as a classic or a quorum queue"));

    private static bool IsUnsupported(BrokerQueue queue) => queue.Word("x-overflow") is not (null or "drop-head") || queue.Word("x-queue-type") is "stream";

    // Queues with consumers are kept first, then the older ones, so that no queue in use is deleted because of unused or newer ones.
    // A new queue is kept until the next run, because the broker reports its consumers some seconds later.
    private IEnumerable<BrokerStep> ExcessQueues(List<Account> open, BrokerState there, IReadOnlyList<string> before)
    {
        var ages = before.Index().ToDictionary(queue => queue.Item, queue => queue.Index);
        return from queue in there.Queues
               where !IsUnsupported(queue) && open.Any(account => account.Name == queue.Owner)
               group queue by queue.Owner into owned
               from queue in owned.OrderByDescending(queue => queue.Consumers > 0).ThenBy(queue => ages.GetValueOrDefault(queue.Name, int.MaxValue)).Skip(Bounds.MostQueues)
               where ages.ContainsKey(queue.Name)
               select new BrokerStep.DeleteQueue(queue, $"its account has more than {Bounds.MostQueues} queues");
    }
}
