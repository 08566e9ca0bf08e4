using System.Net;
using System.Text.RegularExpressions;
using Imizu.Contracts.Access;
using Imizu.Identity.Pages;
using Imizu.Testing.Browsers;
using Npgsql;
using Xunit;

namespace Imizu.Identity.Tests;

/// <summary>Logging in, over HTTP.</summary>
[Collection(nameof(RunningIdentity))]
public sealed class LogInTests(RunningIdentity identity)
{
    [Fact]
    public async Task A_code_of_the_authenticator_opens_once_and_no_other_opens()
    {
        using var person = (await identity.NewSettledStaff()).Elsewhere();
        Assert.Equal("/second-factor", (await person.LogIn(RunningIdentity.Password)).Location);
        Assert.False(await person.IsIn());
        var wrong = await person.SecondFactor("000000");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("この番号では確認できません", wrong.Text);

        var code = person.AppCode(0);
        Assert.Equal("/", (await person.SecondFactor(code)).Location);
        Assert.True(await person.IsIn());

        using var thief = person.Elsewhere();
        await thief.LogIn(RunningIdentity.Password);
        Assert.Equal(HttpStatusCode.BadRequest, (await thief.SecondFactor(code)).Status);
        // As an input method for Japanese writes it.
        Assert.Equal("/", (await thief.SecondFactor(string.Concat(person.AppCode(1).Select(digit => (char)(digit + 0xFEE0))))).Location);
    }

    [Fact]
    public async Task A_recovery_code_opens_once()
    {
        var settled = await identity.NewSettledStaff();
        using var person = settled.Elsewhere();
        await person.LogIn(RunningIdentity.Password);
        Assert.Equal("/", (await person.Recover(person.RecoveryCodes[3])).Location);
        Assert.Contains("残りは 9 個", (await person.Get("/")).Text);

        using var again = settled.Elsewhere();
        await again.LogIn(RunningIdentity.Password);
        Assert.Equal(HttpStatusCode.BadRequest, (await again.Recover(person.RecoveryCodes[3])).Status);
        Assert.Equal("/", (await again.Recover(person.RecoveryCodes[4])).Location);
    }

    [Fact]
    public async Task After_ten_wrong_passwords_the_right_one_opens_no_longer_until_an_operator_unlocks()
    {
        var settled = await identity.NewSettledStaff();
        using var person = settled.Elsewhere();
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            Assert.Contains(LogInModel.Refused, (await person.LogIn($"wrong password {attempt}")).Text);
        }

        Assert.Contains(LogInModel.Refused, (await person.LogIn(RunningIdentity.Password)).Text);

        await identity.Administrator.Get($"/staff/{person.Code}");
        Assert.Equal($"/staff/{person.Code}", (await identity.Administrator.Send($"/staff/{person.Code}?handler=Unlock")).Location);
        Assert.Equal("/second-factor", (await person.LogIn(RunningIdentity.Password)).Location);
    }

    [Fact]
    public async Task Ten_wrong_codes_lock_as_wrong_passwords_do()
    {
        using var person = (await identity.NewSettledStaff()).Elsewhere();
        await person.LogIn(RunningIdentity.Password);
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await person.SecondFactor("000000");
            await person.Recover("AAAAA-AAAAA");
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await person.SecondFactor(person.AppCode(0))).Status);
        Assert.Contains(LogInModel.Refused, (await person.LogIn(RunningIdentity.Password)).Text);
    }

    [Fact]
    public async Task A_stranger_cannot_tell_who_there_is()
    {
        var settled = await identity.NewSettledStaff();
        using var known = settled.Elsewhere();
        using var unknown = new Person(identity.Address, "nobody-at-all");
        var (there, not) = (await known.LogIn("wrong"), await unknown.LogIn("wrong"));
        Assert.Equal(Alike(there.Text, known.Code), Alike(not.Text, unknown.Code));
        Assert.Equal(there.Status, not.Status);
    }

    [Fact]
    public async Task Logging_out_everywhere_ends_every_session()
    {
        var here = await identity.NewSettledStaff();
        using var there = here.Elsewhere();
        await there.LogIn(RunningIdentity.Password);
        await there.SecondFactor(there.AppCode(0));
        Assert.True(await there.IsIn());
        Assert.Equal(2, (await here.Get("/sessions")).Text.Split("<th scope=\"row\">").Length - 1);

        Assert.Equal("/logged-out", (await here.Send("/sessions?handler=Everywhere")).Location);
        Assert.False(await here.IsIn());
        Assert.False(await there.IsIn());
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions_and_keeps_this_one()
    {
        var here = await identity.NewSettledStaff();
        using var there = here.Elsewhere();
        await there.LogIn(RunningIdentity.Password);
        await there.SecondFactor(there.AppCode(0));

        await here.Get("/password");
        var weak = await here.Send("/password", ("Current", RunningIdentity.Password), ("New", "password1234"), ("Again", "password1234"));
        Assert.Contains("推測されやすい", weak.Text);
        Assert.True(await there.IsIn());
        Assert.Equal("/", (await here.Send("/password", ("Current", RunningIdentity.Password), ("New", "umi no soko no neko"), ("Again", "umi no soko no neko"))).Location);
        Assert.True(await here.IsIn());
        Assert.Single(Regex.Matches((await here.Get("/sessions")).Text, "<th scope=\"row\">"));
        Assert.False(await there.IsIn());
    }

    [Fact]
    public async Task Only_an_operator_manages_accounts_and_not_its_own()
    {
        var recorder = await identity.NewSettledStaff(Role.RecorderOutreach);
        Assert.Equal(HttpStatusCode.Forbidden, (await recorder.Get("/staff")).Status);
        await identity.Administrator.Get("/staff");
        Assert.NotEqual($"/staff/{identity.Administrator.Code}", (await identity.Administrator.Send($"/staff/{identity.Administrator.Code}?handler=Lock")).Location);
        Assert.True(await identity.Administrator.IsIn());
    }

    [Fact]
    public async Task A_member_of_staff_that_is_locked_is_out_at_once()
    {
        var person = await identity.NewSettledStaff();
        await identity.Administrator.Get($"/staff/{person.Code}");
        await identity.Administrator.Send($"/staff/{person.Code}?handler=Lock");
        Assert.False(await person.IsIn());
        Assert.Contains(LogInModel.Refused, (await person.LogIn(RunningIdentity.Password)).Text);
    }

    [Fact]
    public async Task Whoever_is_stopped_stays_stopped_whatever_is_tried_after_it_or_at_the_same_time()
    {
        using var person = (await identity.NewSettledStaff()).Elsewhere();
        await person.LogIn(RunningIdentity.Password);
        await identity.Administrator.Get($"/staff/{person.Code}");
        var tries = Enumerable.Range(0, 5).Select(async _ =>
        {
            using var other = person.Elsewhere();
            await other.LogIn("wrong");
        }).ToList();
        Assert.Equal($"/staff/{person.Code}", (await identity.Administrator.Send($"/staff/{person.Code}?handler=Lock")).Location);
        await Task.WhenAll(tries);
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await person.Recover("AAAAA-AAAAA")).Status);
        }

        await using var connection = new NpgsqlConnection(identity.Database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var read = new NpgsqlCommand("""select "LockoutEnd" = 'infinity' from "AspNetUsers" where "Id" = $1""", connection) { Parameters = { new() { Value = person.Code } } };
        Assert.Equal(true, await read.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_new_beginning_takes_the_second_factor_away_and_asks_for_another()
    {
        var person = await identity.NewSettledStaff();
        await identity.Administrator.Get($"/staff/{person.Code}");
        var done = await identity.Administrator.Send($"/staff/{person.Code}?handler=Reset");
        var password = Regex.Match((await identity.Administrator.Get(done.Location!)).Text, "one-time-password\">([^<]+)<").Groups[1].Value;
        Assert.DoesNotContain("one-time-password", (await identity.Administrator.Get(done.Location!)).Text);
        Assert.False(await person.IsIn());
        Assert.Contains(LogInModel.Refused, (await person.LogIn(RunningIdentity.Password)).Text);
        await person.SettleIn(password);
    }

    // The form's own token differs from page to page.
    private static string Alike(string page, string code) => Regex.Replace(page.Replace(code, ""), "CfDJ8[A-Za-z0-9_-]+", "");
}
