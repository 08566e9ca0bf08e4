using System.Text.Json;
using System.Text.RegularExpressions;
using Imizu.Gateway.Accounts;
using Imizu.Gateway.Broker;
using Xunit;

namespace Imizu.Gateway.Tests.Broker;

/// <summary>What is to be done at the broker follows from the accounts and from what is there.</summary>
public sealed class BrokerPlanTests
{
    private static readonly BrokerPlan Plan = new("imizu-ours", "/", new QueueBounds());

    private static readonly BrokerState Nothing = new([], [], [], [], [], []);

    private static readonly Account Follower = Of("statistics", AccountKind.Follower), Sender = Of("welfare", AccountKind.Sender);

    [Fact]
    public void A_broker_that_has_nothing_gets_everything() => Assert.Equal(
        [
            new BrokerStep.DeclareTopic("imizu.events"), new BrokerStep.Bound(new QueueBounds().Policy),
            new BrokerStep.Admit(AccountAtBroker.User(Follower, "imizu-ours")), new BrokerStep.Permit(AccountAtBroker.Permission(Follower, "/")), .. Limits("statistics"),
            new BrokerStep.Admit(AccountAtBroker.User(Sender, "imizu-ours")), new BrokerStep.Permit(AccountAtBroker.Permission(Sender, "/")), .. Limits("welfare"),
        ],
        Plan.Steps([Follower, Sender], Nothing), Same);

    [Fact]
    public void A_broker_that_is_as_the_accounts_say_is_left_alone() => Assert.Empty(Plan.Steps([Follower, Sender], As(Follower, Sender)));

    [Fact]
    public void A_new_password_ends_the_connections_of_the_old_one() => Assert.Equal(
        [
            new BrokerStep.Expel("statistics"), new BrokerStep.Disconnect("statistics"),
            new BrokerStep.Admit(AccountAtBroker.User(Follower with { PasswordHash = "new" }, "imizu-ours")), new BrokerStep.Permit(AccountAtBroker.Permission(Follower, "/")), .. Limits("statistics"),
        ],
        Plan.Steps([Follower with { PasswordHash = "new" }], As(Follower)), Same);

    [Fact]
    public void A_closed_account_goes_with_its_connections_and_queues() => Assert.Equal(
        [new BrokerStep.Expel("statistics"), new BrokerStep.Disconnect("statistics"), new BrokerStep.Remove(Queue("statistics.events"), "its account is closed")],
        Plan.Steps([Follower with { ClosedAt = DateTimeOffset.UnixEpoch }], As(Follower) with { Queues = [Queue("statistics.events"), Queue("statistics2.events"), Queue("imizu.projection")] }), Same);

    [Fact]
    public void A_user_of_ours_that_no_account_knows_goes_and_one_of_somebody_elses_stays()
    {
        var there = As() with { Users = [new BrokerUser("from-a-later-backup", "x", "", ["imizu-ours"]), new BrokerUser("theirs", "x", "", ["management"])] };

        Assert.Equal([new BrokerStep.Expel("from-a-later-backup"), new BrokerStep.Disconnect("from-a-later-backup")], Plan.Steps([], there));
    }

    [Fact]
    public void An_account_does_not_take_over_a_user_of_somebody_elses() =>
        Assert.Empty(Plan.Steps([Follower], As() with { Users = [new BrokerUser("statistics", "x", "", ["administrator"])] }));

    [Fact]
    public void A_user_of_ours_that_somebody_has_made_more_of_is_put_right()
    {
        var user = AccountAtBroker.User(Follower, "imizu-ours");

        Assert.Equal(
            [new BrokerStep.Admit(user)],
            Plan.Steps([Follower], As(Follower) with { Users = [user with { Tags = ["imizu-ours", "administrator"] }] }), Same);
    }

    [Theory]
    [InlineData("x-overflow", "reject-publish", true)]
    [InlineData("x-overflow", "reject-publish-dlx", true)]
    [InlineData("x-overflow", "drop-head", false)]
    [InlineData("x-queue-type", "stream", true)]
    [InlineData("x-queue-type", "quorum", false)]
    public void A_followers_queue_that_would_hold_up_the_services_is_removed(string argument, string value, bool isRemoved)
    {
        var queue = new BrokerQueue("statistics.events", new Dictionary<string, JsonElement> { [argument] = JsonSerializer.SerializeToElement(value) });

        Assert.Equal(isRemoved, Plan.Steps([Follower], As(Follower) with { Queues = [queue] }).Any());
        Assert.Empty(Plan.Steps([Follower], As(Follower) with { Queues = [queue with { Name = "theirs.events" }] }));
    }

    [Fact]
    public void A_limit_that_somebody_has_changed_is_put_right() => Assert.Equal(
        [new BrokerStep.Limit("statistics", "max-channels", 500)],
        Plan.Steps([Follower], As(Follower) with { Limits = [new("statistics", new Dictionary<string, long> { ["max-connections"] = 50, ["max-channels"] = -1 })] }));

    [Fact]
    public void Of_too_many_queues_those_stay_that_are_read_and_then_those_that_came_first()
    {
        BrokerQueue[] queues = [Queue("statistics.new"), Queue("statistics.read") with { Consumers = 1 }, Queue("statistics.was-there")];
        var plan = Plan with { Bounds = new QueueBounds { MostQueues = 2 } };
        string[] Removed(params string[] before) =>
            [.. plan.Steps([Follower], As(Follower) with { Queues = [.. queues, Queue("imizu.projection")] }, before).Cast<BrokerStep.Remove>().Select(step => step.Queue.Name)];

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
    public void All_queues_are_bounded_but_Imizus_own(string queue, bool isBounded) =>
        Assert.Equal(isBounded, Regex.IsMatch(queue, new QueueBounds().Policy.Pattern));

    private static Account Of(string name, AccountKind kind) => new()
    {
        Name = name,
        Kind = kind,
        PasswordHash = $"hash of {name}",
        CreatedAt = DateTimeOffset.UnixEpoch,
        CreatedBy = "test",
    };

    private static IEnumerable<BrokerStep> Limits(string account) => [new BrokerStep.Limit(account, "max-connections", 50), new BrokerStep.Limit(account, "max-channels", 500)];

    private static BrokerQueue Queue(string name) => new(name, new Dictionary<string, JsonElement>());

    private static BrokerState As(params Account[] accounts) => new(
        [.. accounts.Select(account => AccountAtBroker.User(account, "imizu-ours"))], [.. accounts.Select(account => AccountAtBroker.Permission(account, "/"))],
        [.. accounts.Select(account => new BrokerUserLimits(account.Name, new QueueBounds().UserLimits.ToDictionary(limit => limit.Name, limit => limit.Value)))],
        [new QueueBounds().Policy], [new BrokerExchange("imizu.events")], []);

    // A record's list is compared by reference.
    private static bool Same(BrokerStep one, BrokerStep other) => JsonSerializer.Serialize<object>(one) == JsonSerializer.Serialize<object>(other);
}
