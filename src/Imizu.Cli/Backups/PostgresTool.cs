using System.Globalization;
using System.Text;
using CliWrap;
using Npgsql;

namespace Imizu.Cli.Backups;

/// <summary>Runs one of PostgreSQL's programs on a service's database.</summary>
/// <param name="service">Whose database, for messages.</param>
/// <param name="connectionString">Where it is, and as whom.</param>
/// <param name="major">The server's version.</param>
internal sealed class PostgresTool(string service, string connectionString, int major)
{
    /// <exception cref="BackupException">It is missing, or failed.</exception>
    public async Task RunAsync(string program, IEnumerable<string> arguments, Stream input, Stream output, CancellationToken cancellationToken)
    {
        var path = PostgresClient.Find(program, major)
            ?? throw new BackupException($"{program} is missing on this machine. Install with: apt-get install -y --no-install-recommends postgresql");
        var said = new StringBuilder();
        var ended = await CliWrap.Cli.Wrap(path)
            .WithArguments([.. arguments, "--no-password"])
            .WithEnvironmentVariables(Connection())
            .WithStandardInputPipe(PipeSource.FromStream(input))
            .WithStandardOutputPipe(PipeTarget.ToStream(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(said))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancellationToken);
        if (ended.ExitCode != 0)
        {
            // Further lines could have a row's content in them.
            throw new BackupException($"{program} failed for {service} with exit code {ended.ExitCode}: {said.ToString().Split('\n')[0]}");
        }
    }

    /// <summary>In the environment, which only the same user can read, and not on the command line, which all can.</summary>
    private Dictionary<string, string?> Connection()
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return new()
        {
            ["PGHOST"] = settings.Host,
            ["PGPORT"] = settings.Port.ToString(CultureInfo.InvariantCulture),
            ["PGDATABASE"] = settings.Database,
            ["PGUSER"] = settings.Username,
            ["PGPASSWORD"] = settings.Password,
            ["PGSSLMODE"] = settings.SslMode switch
            {
                SslMode.VerifyFull => "verify-full",
                SslMode.VerifyCA => "verify-ca",
                var mode => mode.ToString().ToLowerInvariant(),
            },
        };
    }
}
