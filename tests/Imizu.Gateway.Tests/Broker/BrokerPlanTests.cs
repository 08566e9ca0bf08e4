using System.Text.Json;
using System.Text.RegularExpressions;
using Imizu.Gateway.Accounts;
using Imizu.Gateway.Broker;
using Xunit;

namespace Imizu.Gateway.Tests.Broker;

/// <summary>The reconciliation steps for given accounts and broker states.</summary>
public sealed class BrokerPlanTests
{
    private static readonly BrokerPlan Plan = new("imizu-ours", "/", new QueueBounds(), new TallyBounds());

    private static readonly BrokerState Nothing = new([], [], [], [], [], []);

    private static readonly Account Follower = Of("statistics", AccountKind.Follower), Sender = Of("welfare", AccountKind.Sender);

    [Fact]
    public void An_empty_broker_gets_all_users_permissions_limits_and_exchanges() => Assert.Equal(
        [
            new BrokerStep.DeclareTopicExchange("imizu.events"), new BrokerStep.SetQueueLimits(new QueueBounds().Policy), new BrokerStep.SetQueueLimits(new TallyBounds().Policy),
            new BrokerStep.UpsertUser(BrokerUserMapping.User(Follower, "imizu-ours")), new BrokerStep.SetPermissions(BrokerUserMapping.Permission(Follower, "/")), .. Limits("statistics"),
            new BrokerStep.UpsertUser(BrokerUserMapping.User(Sender, "imizu-ours")), new BrokerStep.SetPermissions(BrokerUserMapping.Permission(Sender, "/")), .. Limits("welfare"),
        ],
        Plan.Steps([Follower, Sender], Nothing), Same);

    [Fact]
    public void A_broker_that_matches_the_accounts_needs_no_steps() => Assert.Empty(Plan.Steps([Follower, Sender], As(Follower, Sender)));

    [Fact]
    public void A_new_password_closes_the_users_connections() => Assert.Equal(
        [
            new BrokerStep.DeleteUser("statistics"), new BrokerStep.CloseUserConnections("statistics"),
            new BrokerStep.UpsertUser(BrokerUserMapping.User(Follower with { PasswordHash = "new" }, "imizu-ours")), new BrokerStep.SetPermissions(BrokerUserMapping.Permission(Follower, "/")), .. Limits("statistics"),
        ],
        Plan.Steps([Follower with { PasswordHash = "new" }], As(Follower)), Same);

    [Fact]
    public void A_closed_accounts_user_connections_and_queues_are_removed() => Assert.Equal(
        [new BrokerStep.DeleteUser("statistics"), new BrokerStep.CloseUserConnections("statistics"), new BrokerStep.DeleteQueue(Queue("statistics.events"), "its account is closed")],
        Plan.Steps([Follower with { ClosedAt = DateTimeOffset.UnixEpoch }], As(Follower) with { Queues = [Queue("statistics.events"), Queue("statistics2.events"), Queue("imizu.projection")] }), Same);

    [Fact]
    public void A_tagged_user_without_an_account_is_deleted_and_an_untagged_one_is_kept()
    {
        var there = As() with { Users = [new BrokerUser("from-a-later-backup", "x", "", ["imizu-ours"]), new BrokerUser("theirs", "x", "", ["management"])] };

        Assert.Equal([new BrokerStep.DeleteUser("from-a-later-backup"), new BrokerStep.CloseUserConnections("from-a-later-backup")], Plan.Steps([], there));
    }

    [Fact]
    public void An_account_does_not_take_over_an_untagged_broker_user() =>
        Assert.Empty(Plan.Steps([Follower], As() with { Users = [new BrokerUser("statistics", "x", "", ["administrator"])] }));

    [Fact]
    public void A_tagged_user_with_additional_rights_is_reset()
    {
        var user = BrokerUserMapping.User(Follower, "imizu-ours");

        Assert.Equal(
            [new BrokerStep.UpsertUser(user)],
            Plan.Steps([Follower], As(Follower) with { Users = [user with { Tags = ["imizu-ours", "administrator"] }] }), Same);
    }

    [Theory]
    [InlineData("x-overflow", "reject-publish", true)]
    [InlineData("x-overflow", "reject-publish-dlx", true)]
    [InlineData("x-overflow", "drop-head", false)]
    [InlineData("x-queue-type", "stream", true)]
    [InlineData("x-queue-type", "quorum", false)]
    public void A_follower_queue_that_could_block_publishing_is_deleted(string argument, string value, bool isRemoved)
    {
        var queue = new BrokerQueue("statistics.events", new Dictionary<string, JsonElement> { [argument] = JsonSerializer.SerializeToElement(value) });

        Assert.Equal(isRemoved, Plan.Steps([Follower], As(Follower) with { Queues = [queue] }).Any());
        Assert.Empty(Plan.Steps([Follower], As(Follower) with { Queues = [queue with { Name = "theirs.events" }] }));
    }

    [Fact]
    public void A_changed_user_limit_is_reset() => Assert.Equal(
        [new BrokerStep.SetUserLimit("statistics", "max-channels", 500)],
        Plan.Steps([Follower], As(Follower) with { Limits = [new("statistics", new Dictionary<string, long> { ["max-connections"] = 50, ["max-channels"] = -1 })] }));

    [Fact]
    public void Of_excess_queues_those_with_consumers_and_then_the_oldest_are_kept()
    {
        BrokerQueue[] queues = [Queue("statistics.new"), Queue("statistics.read") with { Consumers = 1 }, Queue("statistics.was-there")];
        var plan = Plan with { Bounds = new QueueBounds { MostQueues = 2 } };
        string[] Removed(params string[] before) =>
            [.. plan.Steps([Follower], As(Follower) with { Queues = [.. queues, Queue("imizu.projection")] }, before).Cast<BrokerStep.DeleteQueue>().Select(step => step.Queue.Name)];

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
    public void The_operator_policy_applies_to_all_queues_but_Imizus_own(string queue, bool isBounded) =>
        Assert.Equal(isBounded, Regex.IsMatch(queue, new QueueBounds().Policy.Pattern));

    private static Account Of(string name, AccountKind kind) => new()
    {
        Name = name,
        Kind = kind,
        PasswordHash = $"hash of {name}",
        CreatedAt = DateTimeOffset.UnixEpoch,
        CreatedBy = "test",
    };

    private static IEnumerable<BrokerStep> Limits(string account) => [new BrokerStep.SetUserLimit(account, "max-connections", 50), new BrokerStep.SetUserLimit(account, "max-channels", 500)];

    private static BrokerQueue Queue(string name) => new(name, new Dictionary<string, JsonElement>());

    private static BrokerState As(params Account[] accounts) => new(
        [.. accounts.Select(account => BrokerUserMapping.User(account, "imizu-ours"))], [.. accounts.Select(account => BrokerUserMapping.Permission(account, "/"))],
        [.. accounts.Select(account => new BrokerUserLimits(account.Name, new QueueBounds().UserLimits.ToDictionary(limit => limit.Name, limit => limit.Value)))],
        [new QueueBounds().Policy, new TallyBounds().Policy], [new BrokerExchange("imizu.events")], []);

    // A record's list is compared by reference.
    private static bool Same(BrokerStep one, BrokerStep other) => JsonSerializer.Serialize<object>(one) == JsonSerializer.Serialize<object>(other);
}
