using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Imizu.Gateway.Accounts;
using Imizu.Gateway.Broker;
using Xunit;

namespace Imizu.Gateway.Tests.Broker;

/// <summary>The reconciliation steps for given accounts and broker states.</summary>
public sealed class BrokerPlanTests
{
    private static readonly BrokerPlan Plan = new("imizu-ours", "%2F", new QueueBounds(), new TallyBounds());

    private static readonly BrokerState Nothing = new(new Dictionary<string, JsonObject>(), []);

    private static readonly Account Follower = Of("statistics", AccountKind.Follower), Sender = Of("welfare", AccountKind.Sender);

    private static readonly string[] Removed = ["DELETE users/statistics", "DELETE connections/username/statistics"];

    [Fact]
    public void An_empty_broker_gets_all_users_permissions_limits_and_exchanges() => Assert.Equal(
        ["PUT exchanges/%2F/imizu.events", "PUT operator-policies/%2F/imizu-followers", "PUT operator-policies/%2F/imizu-tallies", .. Added("statistics"), .. Added("welfare")],
        Steps([Follower, Sender], Nothing));

    [Fact]
    public void A_broker_that_matches_the_accounts_needs_no_steps() => Assert.Empty(Steps([Follower, Sender], As(Follower, Sender)));

    [Fact]
    public void A_new_password_closes_the_users_connections() =>
        Assert.Equal([.. Removed, .. Added("statistics")], Steps([Follower with { PasswordHash = "new" }], As(Follower)));

    [Fact]
    public void A_closed_accounts_user_connections_and_queues_are_removed() => Assert.Equal(
        [.. Removed, "queue statistics.events deleted: its account is closed"],
        Steps([Follower with { ClosedAt = DateTimeOffset.UnixEpoch }], As(Follower) with { Queues = [Queue("statistics.events"), Queue("statistics2.events"), Queue("imizu.projection")] }));

    [Fact]
    public void A_tagged_user_without_an_account_is_deleted_and_an_untagged_one_is_kept() =>
        Assert.Equal(Removed, Steps([], With(With(As(), "users/statistics", new { tags = new[] { "imizu-ours" } }), "users/theirs", new { tags = new[] { "management" } })));

    [Fact]
    public void An_account_does_not_take_over_an_untagged_broker_user()
    {
        var there = With(As(), "users/statistics", new { password_hash = "x", tags = new[] { "administrator" } });
        Assert.True(Plan.IsForeign(there.User("statistics")));
        Assert.Empty(Steps([Follower], there));
    }

    [Fact]
    public void A_tagged_user_with_additional_rights_is_reset() => Assert.Equal(
        ["PUT users/statistics"],
        Steps([Follower], With(As(Follower), "users/statistics", new { password_hash = Follower.PasswordHash, hashing_algorithm = "rabbit_password_hashing_sha256", tags = new[] { "imizu-ours", "administrator" } })));

    [Theory]
    [InlineData("x-overflow", "reject-publish", true)]
    [InlineData("x-overflow", "reject-publish-dlx", true)]
    [InlineData("x-overflow", "drop-head", false)]
    [InlineData("x-queue-type", "stream", true)]
    [InlineData("x-queue-type", "quorum", false)]
    public void A_follower_queue_that_could_block_publishing_is_deleted(string argument, string value, bool isRemoved)
    {
        var queue = new BrokerQueue("statistics.events", new Dictionary<string, JsonElement> { [argument] = JsonSerializer.SerializeToElement(value) });

        Assert.Equal(isRemoved, Steps([Follower], As(Follower) with { Queues = [queue] }).Any());
        Assert.Empty(Steps([Follower], As(Follower) with { Queues = [queue with { Name = "theirs.events" }] }));
    }

    [Fact]
    public void A_changed_user_limit_is_reset() =>
        Assert.Equal(["PUT user-limits/statistics/max-channels"], Steps([Follower], With(As(Follower), "user-limits/statistics/max-channels", new { value = -1 })));

    [Fact]
    public void Of_excess_queues_those_with_consumers_and_then_the_oldest_are_kept()
    {
        BrokerQueue[] queues = [Queue("statistics.new"), Queue("statistics.read") with { Consumers = 1 }, Queue("statistics.was-there")];
        var plan = Plan with { Bounds = new QueueBounds { MostQueues = 2 } };
        IEnumerable<string?> Removed(params string[] before) =>
            plan.Steps([Follower], As(Follower) with { Queues = [.. queues, Queue("imizu.projection")] }, before).Select(step => step.Queue);

        Assert.Equal(["statistics.new"], Removed("statistics.was-there", "statistics.new"));
        Assert.Equal(["statistics.was-there"], Removed("statistics.new", "statistics.was-there"));
        Assert.Equal(["statistics.new"], Removed("statistics.was-there", "statistics.new", "statistics.read"));
        // Not yet: it may be read, and the broker not know it.
        Assert.Empty(Removed("statistics.was-there"));
        Assert.Empty(Removed());
    }

    [Theory]
    [InlineData("imizu.projection", false)]
    [InlineData("imizu.field-tallies.dead-letters", false)]
    [InlineData("statistics.events", true)]
    [InlineData("imizuki", true)]
    public void The_operator_policy_applies_to_all_queues_but_Imizus_own(string queue, bool isBounded) => Assert.Equal(isBounded, Regex.IsMatch(queue, BrokerPlan.FollowersQueues));

    private static IEnumerable<string> Steps(IReadOnlyList<Account> accounts, BrokerState there) => Plan.Steps(accounts, there).Select(step => step.ToString());

    private static Account Of(string name, AccountKind kind) => new()
    {
        Name = name,
        Kind = kind,
        PasswordHash = $"hash of {name}",
        CreatedAt = DateTimeOffset.UnixEpoch,
        CreatedBy = "test",
    };

    private static string[] Added(string account) =>
        [$"PUT users/{account}", $"PUT permissions/%2F/{account}", $"PUT user-limits/{account}/max-connections", $"PUT user-limits/{account}/max-channels"];

    private static BrokerQueue Queue(string name) => new(name, new Dictionary<string, JsonElement>());

    /// <summary>The broker once the steps for these accounts are done.</summary>
    private static BrokerState As(params Account[] accounts) => new(Plan.Steps(accounts, Nothing).ToDictionary(step => step.Path, step => step.Content!), []);

    private static BrokerState With(BrokerState there, string path, object content) =>
        there with { Objects = new Dictionary<string, JsonObject>(there.Objects) { [path] = JsonSerializer.SerializeToNode(content)!.AsObject() } };
}
