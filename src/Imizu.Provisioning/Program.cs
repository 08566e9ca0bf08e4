using System.Text.Json;
using Imizu.Provisioning.Broker;
using Imizu.Provisioning.Databases;
using Microsoft.Extensions.Configuration;
using Npgsql;

// Creates each service's database with its role, and its RabbitMQ user, all named after it. Roles:{name} is the password of both; Databases:{name}
// that of a service which has nothing at the broker.
// ConnectionStrings:postgres and ConnectionStrings:management name the two servers, each with an administrator; ConnectionStrings:messaging the
// broker's virtual host. Run again, it changes nothing but passwords.
var limit = TimeSpan.FromSeconds(120);
var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
try
{
    var (postgres, management, messaging) = (Connection("postgres"), Connection("management"), Connection("messaging"));
    var roles = configuration.GetSection("Roles").GetChildren().ToList();
    var databases = configuration.GetSection("Databases").GetChildren().ToList();
    if (roles.Concat(databases).FirstOrDefault(role => string.IsNullOrEmpty(role.Value)) is { } open)
    {
        throw new InvalidOperationException($"{open.Path} is empty: a role needs a password.");
    }

    await using var connection = await DatabaseServer.ConnectAsync(postgres, limit);
    // First what needs no broker, which takes longer to start.
    foreach (var role in databases)
    {
        await ServiceDatabase.ProvisionAsync(connection, role.Key, role.Value!);
    }

    using var broker = await MessageBroker.ConnectAsync(management, messaging, limit);
    await broker.RefuseForeignAsync(roles.Select(role => role.Key));
    foreach (var role in roles)
    {
        await ServiceDatabase.ProvisionAsync(connection, role.Key, role.Value!);
    }

    foreach (var role in roles)
    {
        await broker.ProvisionAsync(role.Key, role.Value!, BrokerRights.Of(role.Key));
    }

    return 0;
}
catch (Exception e) when (e is NpgsqlException or BrokerRefusalException or TimeoutException or HttpRequestException or JsonException or TaskCanceledException or InvalidOperationException or ArgumentException)
{
    await Console.Error.WriteLineAsync($"Provisioning failed: {e.Message}");
    return 1;
}

string Connection(string name) =>
    configuration.GetConnectionString(name) ?? throw new InvalidOperationException($"ConnectionStrings:{name} is not configured.");
