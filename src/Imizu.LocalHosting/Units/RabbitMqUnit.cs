using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Imizu.LocalHosting;

/// <summary>A RabbitMQ node on loopback, its data in the stack's folder.</summary>
internal sealed class RabbitMqUnit(
    RabbitMQServerResource server, DataFolder folder, IConfiguration configuration, int epmdPort, int distributionPort)
    : Unit(server.Name, "rabbitmq")
{
    private readonly string _home = folder.At(server.Name);

    public override IEnumerable<Program> Programs => [.. base.Programs, LocalHosting.Programs.RabbitMqServer(configuration)];

    public override async Task<ProcessPlan> PrepareAsync(LogFile log, CancellationToken cancellationToken)
    {
        OwnerOnly.CreateFolder(_home);
        Directory.CreateDirectory(At("home"));
        Directory.CreateDirectory(At("mnesia"));
        await WriteConfigurationAsync(cancellationToken);
        return new(LocalHosting.Programs.RabbitMqServer(configuration).Path!, [])
        {
            Environment = NodeEnvironment(),
            WorkingDirectory = _home,
        };
    }

    public override string? ServerAddress => $"{Loopback.Address}:{Text(server.Port)}";

    public override string? Url => server.HasManagement ? $"http://{Loopback.Address}:{Text(server.ManagementPort)}" : null;

    // It listens only once it has recovered its queues; and to be asked for more would fill its log with warnings.
    public override async Task<bool> IsHealthyAsync(CancellationToken cancellationToken) =>
        await Loopback.AnswersAsync(server.Port, request: default, cancellationToken)
        && (!server.HasManagement || await Loopback.AnswersAsync(server.ManagementPort, request: default, cancellationToken));

    private string At(string name) => Path.Combine(_home, name);

    private async Task WriteConfigurationAsync(CancellationToken cancellationToken)
    {
        // The user is made with the node's data, at the first start; later these two lines do nothing.
        var lines = $"""
            default_user = {RabbitMQServerResource.UserName}
            default_pass = {server.PasswordParameter.Value}
            {(server.HasManagement ? $"management.tcp.ip = {Loopback.Address}\nmanagement.tcp.port = {Text(server.ManagementPort)}" : "")}

            """;
        await OwnerOnly.WriteAsync(At("rabbitmq.conf"), lines, cancellationToken);
        await File.WriteAllTextAsync(At("enabled_plugins"), server.HasManagement ? "[rabbitmq_management].\n" : "[].\n", cancellationToken);
    }

    private Dictionary<string, string> NodeEnvironment() => new(ProcessPlan.PlainEnvironment())
    {
        ["HOME"] = At("home"),
        ["RABBITMQ_NODENAME"] = NodeName(),
        ["RABBITMQ_NODE_IP_ADDRESS"] = Loopback.Address,
        ["RABBITMQ_NODE_PORT"] = Text(server.Port),
        ["RABBITMQ_DIST_PORT"] = Text(distributionPort),
        ["ERL_EPMD_PORT"] = Text(epmdPort),
        ["ERL_EPMD_ADDRESS"] = Loopback.Address,
        ["RABBITMQ_MNESIA_BASE"] = At("mnesia"),
        ["RABBITMQ_LOG_BASE"] = At("log"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_PID_FILE"] = At("rabbit.pid"),
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_CONFIG_FILE"] = At("rabbitmq.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = At("advanced.config"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = At("enabled_plugins"),
        // Loopback alone, for Erlang's own port too; and no thread that waits in a busy loop, on a small machine.
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
            "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none",
        // The script then becomes the server, instead of staying as its parent: one process to watch and to stop.
        ["RUNNING_UNDER_SYSTEMD"] = "true",
    };

    /// <summary>A node's data belong to its name: whatever name they were made under is kept.</summary>
    private string NodeName() =>
        Directory.EnumerateDirectories(At("mnesia"), "*@localhost").Select(Path.GetFileName).FirstOrDefault() ?? "imizu@localhost";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
