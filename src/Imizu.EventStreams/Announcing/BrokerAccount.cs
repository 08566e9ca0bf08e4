namespace Imizu.EventStreams.Announcing;

/// <summary>Accounts at the broker, where each service has one of its own: tests, and who runs a service by itself, may use another.</summary>
public static class BrokerAccount
{
    private const string Prefix = "imizu-";

    /// <summary>The account of a service, by its name in the stack.</summary>
    public static string Of(string service) => Prefix + service;

    /// <summary>Whether an account is some service's own.</summary>
    public static bool IsServices(string account) => account.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>As whom an amqp address connects; null where it names nobody.</summary>
    public static string? In(Uri broker) => Uri.UnescapeDataString(broker.UserInfo.Split(':')[0]) is { Length: > 0 } account ? account : null;
}
