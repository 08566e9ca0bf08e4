namespace Imizu.EventStreams.Announcing;

/// <summary>
/// The names of the services' RabbitMQ users, one per service. Tests, and services that are run on their own, may use another user.
/// </summary>
public static class BrokerAccount
{
    private const string Prefix = "imizu-";

    /// <summary>The user name of a service.</summary>
    public static string Of(string service) => Prefix + service;

    /// <summary>The service user name in an AMQP address; null where it names another user or none.</summary>
    public static string? In(Uri broker) =>
        Uri.UnescapeDataString(broker.UserInfo.Split(':')[0]) is { } account && account.StartsWith(Prefix, StringComparison.Ordinal) ? account : null;
}
