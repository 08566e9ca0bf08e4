using System.Data.Common;
using Imizu.AppHost.Local;
using Microsoft.Extensions.Configuration;

namespace Imizu.AppHost;

/// <summary>The database server: a container, a process of this machine, or one that <c>ConnectionStrings:postgres</c> gives.</summary>
/// <param name="Resource">The server, with its administrator.</param>
/// <param name="Address">Where it listens, without the administrator's name and password, which are for provisioning alone.</param>
internal sealed record DatabaseServer(IResourceBuilder<IResourceWithConnectionString> Resource, ReferenceExpression Address)
{
    // Whatever else a given connection string says may be a secret too.
    private static readonly string[] AddressWords =
        ["Host", "Server", "Port", "SSL Mode", "SslMode", "Root Certificate", "Timeout", "Command Timeout", "Keepalive", "Target Session Attributes"];

    /// <summary>What the server is told in any case: a transaction that somebody leaves open holds up what is recorded after it.</summary>
    public static readonly string[] Settings = ["-c", "idle_in_transaction_session_timeout=5min"];

    /// <summary>Adds it to the model.</summary>
    public static DatabaseServer Add(IDistributedApplicationBuilder builder, string name, DataFolder? data)
    {
        if (builder.Configuration.GetConnectionString(name) is { } given)
        {
            return new(builder.AddConnectionString(name), ReferenceExpression.Create($"{AddressIn(given)}"));
        }

        var password = builder.AddPassword($"{name}-password", data);
        var server = data is not null && builder.UsesLocalServers(data)
            ? builder.AddLocalPostgres(name, password, data)
            : builder.AddPostgres(name, password: password, port: data?.Ports.Of(name)).WithDataVolume(data?.Volume(name) ?? $"{name}-data").WithArgs(Settings);
        var (host, port) = (server.Resource.GetConnectionProperty("Host"), server.Resource.GetConnectionProperty("Port"));
        return new(server, ReferenceExpression.Create($"Host={host};Port={port}"));
    }

    private static string AddressIn(string given)
    {
        var words = new DbConnectionStringBuilder { ConnectionString = given };
        foreach (var word in words.Keys.Cast<string>().Except(AddressWords, StringComparer.OrdinalIgnoreCase).ToList())
        {
            words.Remove(word);
        }

        return words.ConnectionString;
    }
}

/// <summary>
/// The message broker: a container, a process of this machine, or one that <c>ConnectionStrings:messaging</c> and <c>ConnectionStrings:management</c>
/// give, both of them or neither.
/// </summary>
/// <param name="Resource">The broker, with its administrator.</param>
/// <param name="Management">The http address of its management API, with its administrator.</param>
/// <param name="Address">The amqp address without user information.</param>
/// <param name="ManagementAddress">The http address of its management API without user information.</param>
internal sealed record MessageBroker(
    IResourceBuilder<IResourceWithConnectionString> Resource, ReferenceExpression Management, BrokerAddress Address, BrokerAddress ManagementAddress)
{
    /// <summary>Adds it to the model.</summary>
    /// <exception cref="DistributedApplicationException">One of the two is given and the other is not, or one is no address.</exception>
    public static MessageBroker Add(IDistributedApplicationBuilder builder, string name, DataFolder? data)
    {
        const string ManagementName = "management";
        var (messaging, management) = (builder.Configuration.GetConnectionString(name), builder.Configuration.GetConnectionString(ManagementName));
        if (messaging is not null && management is not null)
        {
            return new(
                builder.AddConnectionString(name),
                builder.AddConnectionString(ManagementName).Resource.ConnectionStringExpression,
                BrokerAddress.Given(name, messaging, "amqp", "amqps"),
                BrokerAddress.Given(ManagementName, management, "http", "https"));
        }

        if (messaging is not null || management is not null)
        {
            throw new DistributedApplicationException(
                $"Specify both ConnectionStrings:{name} and ConnectionStrings:{ManagementName}, for a broker of your own, or neither.");
        }

        var secret = builder.AddPassword($"{name}-password", data);
        var broker = data is not null && builder.UsesLocalServers(data)
            ? builder.AddLocalRabbitMQ(name, secret, data)
            : builder.AddRabbitMQ(name, password: secret, port: data?.Ports.Of(name)).WithManagementPlugin(port: data?.Ports.Of($"{name}-management")).WithDataVolume(data?.Volume(name) ?? $"{name}-data");
        broker.WithUrlForEndpoint("management", url => url.DisplayText = "Management");
        var (user, password) = (broker.Resource.GetConnectionProperty("Username"), broker.Resource.GetConnectionProperty("Password"));
        var (host, port) = (broker.Resource.GetConnectionProperty("Host"), broker.Resource.GetConnectionProperty("Port"));
        var managed = new BrokerAddress("http", ReferenceExpression.Create($"{broker.GetEndpoint("management").Property(EndpointProperty.HostAndPort)}"));
        return new(broker, managed.For(user, password), new("amqp", ReferenceExpression.Create($"{host}:{port}")), managed);
    }
}

/// <summary>Where the broker or its management API listens.</summary>
/// <param name="Scheme">The URI's scheme.</param>
/// <param name="Rest">Host, port and path.</param>
internal sealed record BrokerAddress(string Scheme, ReferenceExpression Rest)
{
    /// <summary>The address that a setting gives, without the administrator in it and without its query, which may be a secret too.</summary>
    /// <exception cref="DistributedApplicationException">It is no address of one of these schemes; what it says is not repeated.</exception>
    public static BrokerAddress Given(string setting, string value, params string[] schemes) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) && uri.Host.Length > 0
            ? new(uri.Scheme, ReferenceExpression.Create($"{uri.Authority + uri.AbsolutePath}"))
            : throw new DistributedApplicationException(
                $"ConnectionStrings:{setting} is no address that begins with {schemes[0]}:// or {schemes[1]}:// and names a host, "
                + $"such as {schemes[0]}://name:password@host:port.");

    /// <summary>The address with an account's name and password in it.</summary>
    public ReferenceExpression For(ReferenceExpression account, ReferenceExpression password) =>
        ReferenceExpression.Create($"{Scheme}://{account}:{password}@{Rest}");
}
