using System.Text.RegularExpressions;
using Imizu.Contracts;

namespace Imizu.Provisioning.Broker;

/// <summary>A service's RabbitMQ permissions and topic permissions: regular expressions on object names and routing keys.</summary>
/// <param name="Configure">What it declares.</param>
/// <param name="Write">What it publishes to, and binds.</param>
/// <param name="Read">What it reads, and binds to.</param>
/// <param name="RoutingKeys">Under which keys it publishes to <see cref="Exchanges.Events"/>.</param>
/// <param name="Tags">What it may do at the broker as a whole.</param>
/// <remarks>
/// As narrow as the service's declarations at startup allow: declaring an existing object needs configure permission, binding needs write
/// permission.
/// </remarks>
internal sealed record BrokerRights(string Configure, string Write, string Read, string RoutingKeys, string Tags = "")
{
    // The prefix of the services' user names.
    private const string Account = "imizu-";
    private const string Nothing = "^$", Anything = ".*";

    /// <summary>The rights of an account, by its name.</summary>
    public static BrokerRights Of(string account) => account switch
    {
        $"{Account}projection" => Follower,
        $"{Account}gateway" => Gateway,
        _ => Announcer(account.StartsWith(Account, StringComparison.Ordinal) ? account[Account.Length..] : account),
    };

    private static BrokerRights Announcer(string service) => new(Exactly(Exchanges.Events), Exactly(Exchanges.Events), Nothing, KeysOf(service));

    private static string KeysOf(string service) => $"^{Regex.Escape(EventAreas.Prefix)}({string.Join('|', EventAreas.Of(service).Select(Regex.Escape))})\\.";

    /// <summary>
    /// Its queue, and those of the same name for what cannot be read; and the exchange, for its own events. What is set aside still says who published
    /// it, and the broker takes another's name from an impersonator alone; the keys under which it may publish hold it to its own types.
    /// </summary>
    private static BrokerRights Follower { get; } = new(
        @"^imizu\.(events|projection(_error|_skipped)?)$", @"^imizu\.(events|projection(_error|_skipped)?)$", @"^imizu\.(events|projection(_error|_skipped)?)$",
        KeysOf("projection"), "impersonator");

    /// <summary>
    /// The tallies' exchange and queues. It makes the accounts of other systems, for which the broker wants an administrator, and removes their
    /// queues: any that are not Imizu's own. That what no gateway takes in goes to the dead letters is a right to write to the default exchange.
    /// </summary>
    private static BrokerRights Gateway { get; } = new(
        @"^(imizu\.(events|field-tallies(\.dead-letters)?)|(?!imizu\.|amq\.).+)$", @"^(imizu\.field-tallies|amq\.default)$", @"^imizu\.field-tallies(\.dead-letters)?$",
        Nothing, "administrator");

    /// <summary>Of the keys by which somebody binds or reads: they are whatever the rights to the exchange are.</summary>
    public static string KeysRead => Anything;

    private static string Exactly(string name) => $"^{Regex.Escape(name)}$";
}
