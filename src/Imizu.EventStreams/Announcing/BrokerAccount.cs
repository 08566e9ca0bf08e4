namespace Imizu.EventStreams.Announcing;

/// <summary>Accounts at the broker, where each service has one of its own: tests, and who runs a service by itself, may use another.</summary>
public static class BrokerAccount
{
    private const string Prefix = "imizu-";

    /// <summary>The account of a service, by its name in the stack.</summary>
    public static string Of(string service) => Prefix + service;

    /// <summary>The service's own account as which an amqp address connects; null where it names another, or nobody.</summary>
    public static string? In(Uri broker) =>
        Uri.UnescapeDataString(broker.UserInfo.Split(':')[0]) is { } account && account.StartsWith(Prefix, StringComparison.Ordinal) ? account : null;
}
