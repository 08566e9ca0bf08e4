using System.Net;
using Imizu.Contracts.Access;
using Imizu.Testing.Browsers;
using Imizu.Testing.Servers;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Xunit;

namespace Imizu.Identity.Tests;

/// <summary>What is made at the first start and is there at the next; each test has a service of its own.</summary>
public sealed class StartTests(TestServers servers)
{
    [Fact]
    public async Task The_first_start_prints_one_password_which_is_good_until_another_is_chosen_and_stands_nowhere_else()
    {
        await using var identity = new RunningIdentity(servers);
        await identity.Begin();
        var password = identity.PrintedPassword();
        await identity.StartAgain();
        Assert.Empty(identity.PrintedPasswords());

        using var person = new Person(identity.Address, "staff-01");
        await person.SettleIn(password);
        Assert.Contains("運用", (await person.Get("/")).Text);
        using var late = new Person(identity.Address, "staff-01");
        Assert.Null((await late.LogIn(password)).Location);
        await identity.StartAgain();
        Assert.Empty(identity.PrintedPasswords());
    }

    [Fact]
    public async Task A_first_password_that_nobody_used_in_its_time_is_replaced_at_the_next_start()
    {
        await using var identity = new RunningIdentity(servers);
        await identity.Begin(("Identity__OneTimePassword", "00:00:00.001"));
        var first = identity.PrintedPassword();
        using var person = new Person(identity.Address, "staff-01");
        Assert.Null((await person.LogIn(first)).Location);
        await identity.StartAgain(("Identity__OneTimePassword", "1.00:00:00"));
        Assert.NotEqual(first, identity.PrintedPassword());
        Assert.Equal("/", (await person.LogIn(identity.PrintedPassword())).Location);
    }

    [Fact]
    public async Task Keys_sessions_and_tokens_outlive_a_restart_and_a_new_signing_key()
    {
        await using var identity = new RunningIdentity(servers);
        await identity.InitializeAsync();
        var person = identity.Administrator;
        using var client = new TokenClient(identity.Address);
        var keys = await client.Keys();
        var tokens = await client.Exchange((await person.Get(client.Authorization("openid offline_access imizu-gateway"))).Location!);

        await identity.StartAgain();
        Assert.Equal(keys, await client.Keys());
        Assert.True(await person.IsIn());
        tokens = await client.Refresh(tokens);

        await identity.StartAgain(("Identity__KeyAge", "00:00:00.001"));
        var renewed = await client.Keys();
        Assert.Equal(2, renewed.Count);
        Assert.Contains(keys[0], renewed);
        await using var service = await ValidatingService.Start(identity.Address, "imizu-gateway", Role.Operator);
        Assert.Equal((HttpStatusCode.OK, "staff-01"), await service.Ask(tokens.GetProperty("access_token").GetString()));
        // What was encrypted with the key before is read, and what is signed is signed with the new one.
        tokens = await client.Refresh(tokens);
        Assert.Equal(renewed.Except(keys).Single(), TokenClient.Read(tokens).Header.Kid);
        Assert.Equal(HttpStatusCode.OK, (await service.Ask(tokens.GetProperty("access_token").GetString())).Status);

        await identity.StartAgain();
        Assert.Equal(2, (await client.Keys()).Count);
        Assert.DoesNotContain(keys[0], await client.Keys());
    }

    [Fact]
    public async Task Another_secret_loses_nothing_where_the_one_before_is_given_for_one_start()
    {
        await using var identity = new RunningIdentity(servers);
        await identity.InitializeAsync();
        var person = identity.Administrator;
        using var client = new TokenClient(identity.Address);
        var keys = await client.Keys();
        var tokens = await client.Exchange((await person.Get(client.Authorization("openid offline_access imizu-gateway"))).Location!);

        await identity.StartAgain(("Identity__KeySecret", "another secret of these tests"), ("Identity__FormerKeySecret", "secret-of-these-tests"));
        Assert.True(await person.IsIn());
        await identity.StartAgain(("Identity__FormerKeySecret", ""));
        Assert.True(await person.IsIn());
        Assert.Equal(keys, await client.Keys());
        await client.Refresh(tokens);
        using var elsewhere = person.Elsewhere();
        await elsewhere.LogIn(RunningIdentity.Password);
        Assert.Equal("/", (await elsewhere.SecondFactor(person.AppCode(0))).Location);

        // One that is mistyped changes nothing, and nobody goes on without.
        await Assert.ThrowsAnyAsync<Exception>(() => identity.StartAgain(("Identity__KeySecret", "a third secret of these tests"), ("Identity__FormerKeySecret", "mistyped, it is not the one")));
        await identity.StartAgain(("Identity__KeySecret", "another secret of these tests"), ("Identity__FormerKeySecret", ""));
        Assert.True(await person.IsIn());

        // Without it, what the old one has encrypted is lost.
        await identity.StartAgain(("Identity__KeySecret", "a third secret of these tests"));
        Assert.False(await person.IsIn());
        Assert.NotEqual(keys, await client.Keys());
    }

    [Fact]
    public async Task The_database_alone_has_no_key_no_authenticator_and_no_recovery_code_in_the_clear()
    {
        await using var identity = new RunningIdentity(servers);
        await identity.InitializeAsync();
        var person = identity.Administrator;
        var all = "";
        await using var connection = new NpgsqlConnection(identity.Database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var table in (string[])["DataProtectionKeys", "AspNetUserTokens", "TokenKeys", "AspNetUsers"])
        {
            await using var read = new NpgsqlCommand($"""select string_agg(row::text, ' ') from "{table}" row""", connection);
            all += (string)(await read.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }

        Assert.Contains("encryptedWithSecret", all);
        Assert.DoesNotContain("masterKey", all);
        Assert.DoesNotContain(person.Key, all);
        Assert.All(person.RecoveryCodes, code => Assert.DoesNotContain(code, all));
    }

    [Fact]
    public async Task An_idle_session_and_one_that_is_too_old_end()
    {
        await using var identity = new RunningIdentity(servers);
        await identity.InitializeAsync();
        var person = identity.Administrator;
        await Move("Started", "11:59:00");
        await Move("LastUsed", "00:29:00");
        Assert.True(await person.IsIn());
        await Move("LastUsed", "00:31:00");
        Assert.False(await person.IsIn());

        await person.LogIn(RunningIdentity.Password);
        await person.SecondFactor(person.AppCode(0));
        Assert.True(await person.IsIn());
        await Move("Started", "12:01:00");
        Assert.False(await person.IsIn());

        // Sessions as they would be after so long.
        async Task Move(string column, string back)
        {
            await using var connection = new NpgsqlConnection(identity.Database);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var move = new NpgsqlCommand($"""update "Sessions" set "{column}" = "{column}" - interval '{back}'""", connection);
            await move.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("", "0123456789abcdef", "Identity:Issuer")]
    [InlineData("http://login.example.lg.jp/", "0123456789abcdef", "https://")]
    [InlineData("https://login.example.lg.jp/somewhere", "0123456789abcdef", "Identity:Issuer")]
    [InlineData("https://login.example.lg.jp/", "short", "Identity:KeySecret")]
    public void A_setting_that_makes_no_sense_is_named(string issuer, string secret, string named)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Identity:Issuer", issuer), new("Identity:KeySecret", secret)]).Build();
        Assert.Contains(named, Assert.Throws<InvalidOperationException>(() => IdentitySettings.Of(configuration)).Message);
    }
}
