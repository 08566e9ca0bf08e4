namespace Imizu.Provisioning.Broker;

/// <summary>Validates the broker's management and AMQP addresses; error messages do not repeat them, because they contain passwords.</summary>
internal static class BrokerAddress
{
    /// <summary>The address of the management API.</summary>
    /// <exception cref="BrokerRefusalException">It is no http address.</exception>
    public static Uri Management(string text) => Read("management", text, "http", "https");

    /// <summary>The virtual host that an amqp address names.</summary>
    /// <exception cref="BrokerRefusalException">It is no amqp address.</exception>
    public static string VirtualHost(string text) =>
        Uri.UnescapeDataString(Read("messaging", text, "amqp", "amqps").AbsolutePath.TrimStart('/')) is { Length: > 0 } named ? named : "/";

    // An address without a scheme would be parsed with the user name as its scheme.
    private static Uri Read(string name, string text, params string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme) && address.Host.Length > 0
            ? address
            : throw new BrokerRefusalException(
                $"ConnectionStrings:{name} is no address that begins with {schemes[0]}:// or {schemes[1]}:// and names a host, "
                + $"such as {schemes[0]}://name:password@host:port.");
}
