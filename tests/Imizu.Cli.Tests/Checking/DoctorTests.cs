using System.Net.Http.Json;
using Imizu.Cli.Checking;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.Cli.Tests.Checking;

/// <summary>What is set up wrongly is found, on real servers. That a stack as it comes has nothing of it, the tests of the whole stack show.</summary>
public sealed class DoctorTests(TestServers servers) : IClassFixture<TestServers>
{
    private readonly string _name = $"imizu-{Guid.NewGuid():N}";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Roles_that_may_too_much_and_passwords_that_are_kept_badly_are_found()
    {
        var database = await servers.NewDatabase();
        await Execute(database, $"set password_encryption = md5; create role \"{_name}\" login createdb password 'whatever'");
        try
        {
            var found = await new DatabaseCheck(database, TimeProvider.System).RunAsync().ToListAsync(Cancelled);
            Assert.Contains(found, finding => finding.Weight == Weight.Wrong && finding.What == $"the role {_name} may make databases");
            Assert.Contains(found, finding => finding.Weight == Weight.Wrong && finding.What == $"the password of {_name} is kept as MD5");
            Assert.DoesNotContain(found, finding => finding.What.Contains("without the right password", StringComparison.Ordinal));
            Assert.Contains(found, finding => finding.What == "its clock goes with this machine's");
        }
        finally
        {
            await Execute(database, $"drop role \"{_name}\"");
        }

        // A role that may connect to another's database, and what a member of another role may.
        await Execute(database, $"create role \"{_name}\" in role pg_read_all_data");
        await Execute(database, $"create database \"{_name}-other\"");
        try
        {
            var found = await new DatabaseCheck(database, TimeProvider.System).RunAsync().ToListAsync(Cancelled);
            Assert.Contains(found, finding => finding.Weight == Weight.Wrong && finding.What == $"the role {_name} may connect to the database {_name}-other");
            Assert.Contains(found, finding => finding.Weight == Weight.Wrong && finding.What == $"the role {_name} is a member of pg_read_all_data");
        }
        finally
        {
            await Execute(database, $"drop database \"{_name}-other\"");
            await Execute(database, $"drop role \"{_name}\"");
        }
    }

    [Fact]
    public async Task Accounts_at_the_broker_that_may_too_much_are_found()
    {
        var broker = new Uri(await servers.NewBroker());
        using var management = HttpBasic.Client(new Uri(servers.Management));
        await Put($"api/users/{_name}", new { password = "whatever", tags = "administrator" });
        try
        {
            await Put($"api/permissions/{broker.AbsolutePath[1..]}/{_name}", new { configure = "^$", write = ".*", read = "^$" });
            var found = await new BrokerCheck(new(servers.Management), TimeProvider.System).RunAsync().ToListAsync(Cancelled);
            Assert.Contains(found, finding => finding.Weight == Weight.Wrong && finding.What == $"{_name} administers the broker");
            Assert.Contains(found, finding => finding.Weight == Weight.Wrong && finding.What == $"{_name} may use whatever there is");
            Assert.Contains(found, finding => finding.Weight == Weight.Well && finding.What == "guest does not come in by its usual password");
        }
        finally
        {
            (await management.DeleteAsync($"api/users/{_name}", Cancelled)).EnsureSuccessStatusCode();
        }

        async Task Put(string path, object body) => (await management.PutAsJsonAsync(path, body, Cancelled)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_service_that_answers_whoever_has_no_token_and_one_by_http_elsewhere_are_found()
    {
        await using var open = new PlayedService(_ => (200, "[]"));
        await using var closed = new PlayedService(_ => (401, ""));
        var found = await ServicesCheck.RunAsync(new Dictionary<string, Uri> { ["consultation"] = open.Address, ["gateway"] = closed.Address, ["web"] = new("http://imizu.example.lg.jp/") }, TimeProvider.System).ToListAsync(Cancelled);
        Assert.Equal(
            [(Weight.Wrong, "consultation", "who has no token is answered 200 instead of 401"), (Weight.Well, "gateway", "who has no token is refused"), (Weight.Wrong, "web", "http://imizu.example.lg.jp is another machine's, and speaks no TLS")],
            found.Where(finding => !finding.What.Contains("clock", StringComparison.Ordinal)).Select(finding => (finding.Weight, finding.Of, finding.What)));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_named_and_the_others_are_looked_at()
    {
        await using var closed = new PlayedService(_ => (401, ""));
        var found = await ServicesCheck.RunAsync(new Dictionary<string, Uri> { ["consultation"] = new($"http://127.0.0.1:{ServiceProcess.FreePort()}/"), ["gateway"] = closed.Address }, TimeProvider.System).ToListAsync(Cancelled);
        Assert.StartsWith("it does not answer (", found[0].What, StringComparison.Ordinal);
        Assert.Contains(found, finding => finding is { Of: "gateway", Weight: Weight.Well });
    }

    [Fact]
    public void Short_and_shared_passwords_are_found_by_their_accounts_and_not_told()
    {
        var found = SettingsCheck.Of(new(null, new Dictionary<string, string>
        {
            ["postgres"] = "Host=127.0.0.1;Username=postgres;Password=imizu", ["messaging"] = "amqp://guest:of-two-accounts-1@127.0.0.1:5672", ["gateway-messaging"] = "amqp://imizu-gateway:of-two-accounts-1@127.0.0.1:5672",
            ["imizu-cli"] = "Authority=http://localhost:1/;Scope=*;Secret=long enough and its own",
        }, new Dictionary<string, Uri>())).ToList();
        Assert.Equal(["that of postgres is shorter than 16 characters", "guest and imizu-gateway have the same one"], found.Select(finding => finding.What));
        Assert.DoesNotContain("of-two-accounts", string.Concat(found), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_passwords_that_others_can_read_is_found()
    {
        var folder = Directory.CreateTempSubdirectory("imizu-doctor-");
        try
        {
            var file = Path.Combine(folder.FullName, "secrets.json");
            File.WriteAllText(file, "{}");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Assert.Equal(Weight.Well, Assert.Single(Checked()).Weight);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            Assert.Equal($"{file} can be read by others than its owner", Assert.Single(Checked()).What);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        IEnumerable<Finding> Checked() => SettingsCheck.Of(new(folder.FullName, new Dictionary<string, string>(), new Dictionary<string, Uri>()));
    }

    [Theory]
    [InlineData(-5, false)]
    [InlineData(9, false)]
    [InlineData(12, true)]
    [InlineData(-40, true)]
    public void A_clock_that_is_more_than_ten_seconds_off_is_found(int seconds, bool isFound)
    {
        var now = new DateTimeOffset(2026, 4, 1, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(isFound ? Weight.Wrong : Weight.Well, Finding.OfClock("postgres", now.AddSeconds(seconds), now, now.AddSeconds(1)).Weight);
    }

    private static async Task Execute(string database, string statement)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
