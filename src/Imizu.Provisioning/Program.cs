using Imizu.Provisioning;
using Microsoft.Extensions.Configuration;
using Npgsql;

// Makes what each service owns: a role and a database, named after it. Roles:{name} holds the role's password,
// ConnectionStrings:postgres names the server and an administrator. Run again, it changes nothing but passwords.
var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
try
{
    var server = configuration.GetConnectionString("postgres")
        ?? throw new InvalidOperationException("ConnectionStrings:postgres is not configured.");
    var roles = configuration.GetSection("Roles").GetChildren().ToList();
    if (roles.Find(role => string.IsNullOrEmpty(role.Value)) is { } open)
    {
        throw new InvalidOperationException($"{open.Path} is empty: a role needs a password.");
    }

    await using var connection = await Server.ConnectAsync(server, TimeSpan.FromSeconds(60));
    foreach (var role in roles)
    {
        await ServiceDatabase.ProvisionAsync(connection, role.Key, role.Value!);
    }

    return 0;
}
catch (Exception e) when (e is NpgsqlException or InvalidOperationException or ArgumentException)
{
    await Console.Error.WriteLineAsync($"Provisioning failed: {e.Message}");
    return 1;
}
