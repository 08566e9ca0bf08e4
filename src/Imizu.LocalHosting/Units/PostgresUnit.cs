using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using CliWrap;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Imizu.LocalHosting;

/// <summary>A PostgreSQL server on loopback, its data in the stack's folder.</summary>
internal sealed class PostgresUnit(PostgresServerResource server, DataFolder folder, IConfiguration configuration)
    : Unit(server.Name, KindName)
{
    public const string KindName = "postgres";

    /// <summary>The fast shutdown: SIGTERM would wait until every client has left of itself.</summary>
    public const Signal FastShutdown = Signal.Interrupt;

    private readonly string _home = folder.At(server.Name);

    private string Data => Path.Combine(_home, "data");

    public override string? ServerAddress => $"{Loopback.Address}:{server.Port.ToString(CultureInfo.InvariantCulture)}";

    public override IEnumerable<Program> Programs => [.. base.Programs, Server];

    private Program Server => LocalHosting.Programs.Postgres(
        configuration,
        File.Exists(Path.Combine(Data, "PG_VERSION")) ? File.ReadAllText(Path.Combine(Data, "PG_VERSION")).Trim() : null);

    public override async Task<ProcessPlan> PrepareAsync(LogFile log, CancellationToken cancellationToken)
    {
        await CreateClusterAsync(log, cancellationToken);
        await EndRemainsAsync();
        return Plan(
            Server.Path!,
            "-D", Data,
            "-p", server.Port.ToString(CultureInfo.InvariantCulture),
            "-c", $"listen_addresses={Loopback.Address}",
            "-c", "unix_socket_directories=",
            "-c", "max_connections=200");
    }

    public override async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connectionString = await server.ConnectionStringExpression.GetValueAsync(cancellationToken);
            await using var connection = new NpgsqlConnection($"{connectionString};Database=postgres;Pooling=false;Timeout=2");
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return false;
        }
    }

    private ProcessPlan Plan(string program, params IReadOnlyList<string> arguments) => new(program, arguments)
    {
        Environment = ProcessPlan.PlainEnvironment(),
        WorkingDirectory = _home,
        // PostgreSQL refuses to run as root.
        RunAs = Account.UnlessRootFor(_home, "postgres"),
        StopSignal = FastShutdown,
    };

    private async Task CreateClusterAsync(LogFile log, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Data))
        {
            return;
        }

        var unfinished = Data + ".new";
        var passwordFile = Path.Combine(_home, "password");
        if (Directory.Exists(_home))
        {
            Directory.Delete(_home, recursive: true);
        }

        OwnerOnly.CreateFolder(_home);
        await OwnerOnly.WriteAsync(passwordFile, server.PasswordParameter.Value ?? "", cancellationToken);
        var initdb = Plan(
            Path.Combine(Path.GetDirectoryName(Server.Path!)!, "initdb"),
            "-D", unfinished, "-U", "postgres", "--pwfile", passwordFile, "--auth", "scram-sha-256",
            "-E", "UTF8", "--locale", "C.UTF-8", "--no-instructions");
        if (initdb.RunAs is { } account)
        {
            await Cli.Wrap("chown").WithArguments(["-R", $"{account.Name}:", _home]).ExecuteAsync(cancellationToken);
        }

        // Takes a second or two, and isn't worth the breaking off.
        var exitCode = await (await Launcher.StartAsync(initdb, log)).Exited;
        if (exitCode != 0)
        {
            throw new StackRefusedException($"initdb ended with exit code {exitCode}.");
        }

        File.Delete(passwordFile);
        // The name says that the cluster is whole: a start that breaks off leaves the other name behind.
        Directory.Move(unfinished, Data);
    }

    /// <summary>
    /// After a kill -9 its children may still be ending, and its pid file remains, with a pid that may by now be
    /// a stranger's, for which PostgreSQL would not start. The file may go only when no process works in the folder.
    /// </summary>
    private async Task EndRemainsAsync()
    {
        await Task.WhenAll(ProcessIdentity.In(Data).ToList().Select(remains => remains.EndAsync(FastShutdown)));
        File.Delete(Path.Combine(Data, "postmaster.pid"));
    }
}
