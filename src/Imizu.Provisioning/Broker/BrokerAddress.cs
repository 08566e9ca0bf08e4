namespace Imizu.Provisioning.Broker;

/// <summary>The broker's two addresses, as they are given. What is wrong with one is told without repeating it: there is a password in it.</summary>
internal static class BrokerAddress
{
    /// <summary>Where it is administered.</summary>
    /// <exception cref="BrokerRefusalException">It is no http address.</exception>
    public static Uri Management(string text) => Read("management", text, "http", "https");

    /// <summary>The virtual host that an amqp address names.</summary>
    /// <exception cref="BrokerRefusalException">It is no amqp address.</exception>
    public static string VirtualHost(string text) =>
        Uri.UnescapeDataString(Read("messaging", text, "amqp", "amqps").AbsolutePath.TrimStart('/')) is { Length: > 0 } named ? named : "/";

    // Without its scheme, what begins with the administrator's name is an address of a scheme of that name.
    private static Uri Read(string name, string text, params string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme) && address.Host.Length > 0
            ? address
            : throw new BrokerRefusalException(
                $"ConnectionStrings:{name} is no address that begins with {schemes[0]}:// or {schemes[1]}:// and names a host, "
                + $"such as {schemes[0]}://name:password@host:port.");
}
