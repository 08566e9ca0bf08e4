using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.Provisioning.Tests;

[Collection(nameof(ProvisioningServers))]
public sealed class ProvisioningTests(ProvisioningServers servers)
{
    private string Administrator => servers.Running.Postgres;

    [Fact]
    public async Task Each_service_gets_a_database_of_its_own_that_no_other_may_enter()
    {
        var (exitCode, output) = await ProvisionAsync(("one-service", "first"), ("another", "second"));

        Assert.True(exitCode == 0, output);
        Assert.Equal(1, await AskAsync(As("one-service", "one-service", "first"), "create table own (); select 1"));
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => AskAsync(As("another", "one-service", "second"), "select 1"));
        Assert.Equal("42501", refusal.SqlState);
        Assert.Equal(0L, await AskAdministratorAsync(
            "select count(*) from pg_roles where rolname in ('one-service', 'another') and (rolsuper or rolcreatedb or rolcreaterole)"));
    }

    [Fact]
    public async Task A_service_that_needs_a_database_alone_gets_nothing_at_the_broker()
    {
        var (exitCode, output) = await ProvisionAsync(("Databases:aside", "secret"));

        Assert.True(exitCode == 0, output);
        Assert.Equal(1, await AskAsync(As("aside", "aside", "secret"), "select 1"));
        Assert.DoesNotContain("aside", await new ProvisionedBroker(servers.Running).Arranged(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_ends_idle_transactions_but_those_of_services()
    {
        await ProvisionAsync(("leading", "secret"));

        Assert.Equal("5min", await AskAdministratorAsync("show idle_in_transaction_session_timeout"));
        Assert.Equal("0", await AskAsync(As("leading", "leading", "secret"), "show idle_in_transaction_session_timeout"));
    }

    [Fact]
    public async Task Done_again_it_changes_the_password_and_keeps_the_data()
    {
        await ProvisionAsync(("repeated", "old"));
        await AskAsync(As("repeated", "repeated", "old"), "create table kept as select 29 as cell; select 1");

        var (exitCode, output) = await ProvisionAsync(("repeated", "it's \"new\""));

        Assert.True(exitCode == 0, output);
        Assert.Equal(29, await AskAsync(As("repeated", "repeated", "it's \"new\""), "select cell from kept"));
    }

    [Fact]
    public async Task A_server_that_logs_all_it_is_told_is_told_no_password()
    {
        await AskAdministratorAsync("alter role current_user set log_statement = 'all'; select 1");

        await ProvisionAsync(("logged", "not-for-any-log"));

        var log = "";
        await Eventually.Is(() => (log = File.ReadAllText(LocalStack.StackFiles.Log(servers.Running.Folder, "postgres"))).Contains("create role logged", StringComparison.Ordinal), "the server has logged it", () => log);
        Assert.DoesNotContain("not-for-any-log", log, StringComparison.Ordinal);
        await AskAdministratorAsync("alter role current_user reset log_statement; select 1");
    }

    [Fact]
    public async Task A_database_of_the_same_name_that_is_anothers_is_refused_and_nothing_is_touched()
    {
        await AskAdministratorAsync("create database foreign_one");

        var (exitCode, output) = await ProvisionAsync(("foreign_one", "taken over"));

        Assert.Equal(1, exitCode);
        Assert.Equal(
            "Provisioning failed: the database foreign_one belongs to postgres and not to the role foreign_one: "
            + "it is not Imizu's, and is left as it is.",
            output.Trim());
        Assert.Equal(0L, await AskAdministratorAsync("select count(*) from pg_roles where rolname = 'foreign_one'"));
        Assert.Equal(true, await AskAdministratorAsync("select datacl is null from pg_database where datname = 'foreign_one'"));
    }

    [Fact]
    public async Task An_empty_password_is_refused_by_its_name_before_any_role_is_made()
    {
        var (exitCode, output) = await ProvisionAsync(("a-full-one", "full"), ("open-one", ""));

        Assert.Equal((1, "Provisioning failed: Roles:open-one is empty: a role needs a password."), (exitCode, output.Trim()));
        Assert.Equal(0L, await AskAdministratorAsync("select count(*) from pg_roles where rolname = 'a-full-one'"));
    }

    [Fact]
    public async Task What_goes_wrong_is_told_in_one_line()
    {
        var (exitCode, output) = await ProvisionAsync([("any", "any")], $"{Administrator};Password=wrong");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("Provisioning failed: ", Assert.Single(output.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private string As(string role, string database, string password) =>
        new NpgsqlConnectionStringBuilder(Administrator) { Username = role, Database = database, Password = password }.ConnectionString;

    private Task<object?> AskAdministratorAsync(string query) => AskAsync($"{Administrator};Database=postgres", query);

    private static async Task<object?> AskAsync(string connectionString, string query)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(query, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private Task<(int ExitCode, string Output)> ProvisionAsync(params (string Name, string Password)[] roles) =>
        ProvisionAsync(roles, Administrator);

    private Task<(int ExitCode, string Output)> ProvisionAsync((string Name, string Password)[] roles, string connectionString) =>
        ProvisioningRun.EndAsync(connectionString, servers.Running.Broker, servers.Running.Management, roles);
}
