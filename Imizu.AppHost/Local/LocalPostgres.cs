using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Imizu.AppHost.Local;

/// <summary>PostgreSQL as a process of this machine.</summary>
internal static class LocalPostgres
{
    // Aspire asks with SIGTERM, at which PostgreSQL would wait until every client has left, and kills ten seconds later. SIGINT is its fast shutdown.
    private const string FastShutdown = "trap 'kill -INT $server' TERM INT; \"$@\" & server=$!; wait $server; wait $server";

    /// <summary>Adds a server that runs from this machine's own programs, its data in a folder of its own, as AddPostgres would add one in a container.</summary>
    /// <param name="builder">The stack.</param>
    /// <param name="name">The server's name.</param>
    /// <param name="password">The administrator's.</param>
    /// <param name="stack">The stack's data folder, where its data are; made at the first start.</param>
    public static IResourceBuilder<PostgresServerResource> AddLocalPostgres(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> password, DataFolder stack)
    {
        var folder = stack.Of(name);
        var server = new PostgresServerResource(name, userName: null, password.Resource);
        var (data, connectionString) = (Path.Combine(folder, "data"), server.ConnectionStringExpression);
        var programs = Programs.PostgresFolder(data);
        // Where the shell is killed, the kernel asks the server to stop: it would stay alone, and Aspire would take it for running.
        string[] command =
        [
            Programs.Find("setpriv", "util-linux"), "--pdeathsig", "INT", .. Programs.AsUser("postgres", folder), "--", Path.Combine(programs, "postgres"), "-D", data,
        ];
        LocalProcessResource.Add(builder, server, "/bin/sh", folder)
            .Listening("tcp", stack.Ports.Of(name))
            .WithIconName("DatabaseMultiple")
            .WithArgs(["-c", FastShutdown, "postgres", .. command])
            .WithArgs("-p", server.PrimaryEndpoint.Property(EndpointProperty.TargetPort))
            .WithArgs("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200", "-c", "timezone=UTC", "-c", "log_timezone=Asia/Tokyo")
            .WithArgs(DatabaseServer.Settings)
            .WithReadiness(async cancellationToken =>
            {
                var address = await connectionString.GetValueAsync(cancellationToken);
                await using var connection = new NpgsqlConnection($"{address};Database=postgres;Pooling=false;Timeout=2");
                await connection.OpenAsync(cancellationToken);
            })
            .OnBeforeResourceStarted((process, e, cancellationToken) =>
                CreateCluster(server, programs, folder, data, e.Services.GetRequiredService<ResourceLoggerService>().GetLogger(process), cancellationToken));
        return builder.CreateResourceBuilder(server);
    }

    private static async Task CreateCluster(
        PostgresServerResource server, string programs, string folder, string data, ILogger log, CancellationToken cancellationToken)
    {
        if (Directory.Exists(data))
        {
            return;
        }

        var (unfinished, passwordFile) = (data + ".new", Path.Combine(folder, "password"));
        OwnerOnly.CreateFolder(folder);
        Programs.GiveTo(folder, "postgres");
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        await OwnerOnly.WriteAsync(passwordFile, await server.PasswordParameter.GetValueAsync(cancellationToken) ?? "", cancellationToken);
        Programs.GiveTo(passwordFile, "postgres");
        var user = await server.UserNameReference.GetValueAsync(cancellationToken);
        await Programs.RunAsync(log, folder,
        [
            Programs.Find("setpriv", "util-linux"), .. Programs.AsUser("postgres", folder), "--", Path.Combine(programs, "initdb"), "-D", unfinished, "-U", user!, "--pwfile", passwordFile,
            "--auth", "scram-sha-256", "-E", "UTF8", "--locale", "C.UTF-8", "--no-instructions",
        ], cancellationToken);
        File.Delete(passwordFile);
        // The name says that the cluster is whole: a start that breaks off leaves the other name behind.
        Directory.Move(unfinished, data);
    }
}
