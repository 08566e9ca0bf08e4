using Aspire.Hosting.ApplicationModel;
using RabbitMQ.Client;

namespace Imizu.AppHost.Local;

/// <summary>RabbitMQ as a process of this machine.</summary>
internal static class LocalRabbitMQ
{
    /// <summary>
    /// Adds a broker with its management plugin that runs from this machine's own programs, its data in a folder of its own, as AddRabbitMQ would add one in
    /// a container.
    /// </summary>
    /// <param name="builder">The stack.</param>
    /// <param name="name">The broker's name.</param>
    /// <param name="password">The administrator's.</param>
    /// <param name="stack">The stack's data folder, where its data are; made at the first start.</param>
    public static IResourceBuilder<RabbitMQServerResource> AddLocalRabbitMQ(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> password, DataFolder stack)
    {
        var folder = stack.Of(name);
        var server = new RabbitMQServerResource(name, userName: null, password.Resource);

        // Erlang's port mapper. The node would start one by itself, and that one would outlive it.
        var epmd = builder.AddExecutable($"{name}-epmd", Programs.Find("epmd", "erlang-base"), folder)
            .Listening("tcp", stack.Ports.Of($"{name}-epmd"));
        epmd.WithArgs("-address", "127.0.0.1", "-port", epmd.GetEndpoint("tcp").Property(EndpointProperty.TargetPort))
            .OnBeforeResourceStarted((_, _, _) =>
            {
                OwnerOnly.CreateFolder(folder);
                return Task.CompletedTask;
            });

        string At(string name) => Path.Combine(folder, name);
        var process = LocalProcessResource.Add(builder, server, Programs.RabbitMq(), folder)
            .Listening("tcp", stack.Ports.Of(name))
            .Listening("management", stack.Ports.Of($"{name}-management"), "http")
            .Listening("distribution", stack.Ports.Of($"{name}-distribution"))
            .WithUrlForEndpoint("distribution", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WithIconName("MailMultiple")
            .WaitFor(epmd);
        process
            .WithEnvironment("HOME", At("home"))
            .WithEnvironment("RABBITMQ_NODENAME", "imizu@localhost")
            .WithEnvironment("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1")
            .WithEnvironment("RABBITMQ_NODE_PORT", server.PrimaryEndpoint.Property(EndpointProperty.TargetPort))
            .WithEnvironment("RABBITMQ_DIST_PORT", process.GetEndpoint("distribution").Property(EndpointProperty.TargetPort))
            .WithEnvironment("ERL_EPMD_PORT", epmd.GetEndpoint("tcp").Property(EndpointProperty.TargetPort))
            .WithEnvironment("ERL_EPMD_ADDRESS", "127.0.0.1")
            // start_epmd: restarted while the stack stops, it would start a port mapper of its own, which outlives everything.
            // shutdown_time: its management plugin, told to stop, waits 5 seconds for an answer that cannot come; queues are closed long before.
            .WithEnvironment("ERL_FLAGS", "-start_epmd false -shutdown_time 3000")
            .WithEnvironment("RABBITMQ_MNESIA_BASE", At("mnesia"))
            .WithEnvironment("RABBITMQ_LOG_BASE", At("log"))
            .WithEnvironment("RABBITMQ_LOGS", "-")
            .WithEnvironment("RABBITMQ_PID_FILE", At("rabbit.pid"))
            .WithEnvironment("RABBITMQ_CONF_ENV_FILE", "/dev/null")
            .WithEnvironment("RABBITMQ_CONFIG_FILE", At("rabbitmq.conf"))
            .WithEnvironment("RABBITMQ_ADVANCED_CONFIG_FILE", At("advanced.config"))
            .WithEnvironment("RABBITMQ_ENABLED_PLUGINS_FILE", At("enabled_plugins"))
            // Loopback alone, for Erlang's own port too; and no thread that waits in a busy loop, on a small machine.
            .WithEnvironment("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none")
            // The script then becomes the server, instead of staying as its parent: one process to watch and to stop.
            .WithEnvironment("RUNNING_UNDER_SYSTEMD", "true")
            .WithReadiness(async cancellationToken =>
            {
                var address = await server.ConnectionStringExpression.GetValueAsync(cancellationToken);
                await using var connection = await new ConnectionFactory { Uri = new Uri(address!) }.CreateConnectionAsync(cancellationToken);
            })
            .OnBeforeResourceStarted(async (_, _, cancellationToken) =>
            {
                OwnerOnly.CreateFolder(folder);
                Directory.CreateDirectory(At("home"));
                Directory.CreateDirectory(At("mnesia"));
                var user = await server.UserNameReference.GetValueAsync(cancellationToken);
                var password = await server.PasswordParameter.GetValueAsync(cancellationToken);
                // The user is made with the node's data, at the first start; later these two lines do nothing.
                await OwnerOnly.WriteAsync(At("rabbitmq.conf"), $"""
                    default_user = {user}
                    default_pass = {password}
                    management.tcp.ip = 127.0.0.1
                    management.tcp.port = {server.ManagementEndpoint.TargetPort}

                    """, cancellationToken);
                await File.WriteAllTextAsync(At("enabled_plugins"), "[rabbitmq_management].\n", cancellationToken);
            });
        epmd.WithIconName("Link").WithParentRelationship(process);
        return builder.CreateResourceBuilder(server);
    }
}
