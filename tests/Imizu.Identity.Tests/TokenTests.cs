using System.IdentityModel.Tokens.Jwt;
using System.Net;
using Imizu.Contracts.Access;
using Imizu.Identity.Sessions;
using Imizu.Testing.Browsers;
using Npgsql;
using Xunit;

namespace Imizu.Identity.Tests;

/// <summary>Tokens, as applications and services get and read them.</summary>
[Collection(nameof(RunningIdentity))]
public sealed class TokenTests(RunningIdentity identity) : IDisposable
{
    private readonly TokenClient _client = new(identity.Address);

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_service_account_gets_a_token_that_the_named_services_validate_and_no_other()
    {
        var tokens = await _client.ServiceAccount("imizu-projection", RunningIdentity.FeedSecret, "imizu-consultation imizu-outreach");
        var token = TokenClient.Read(tokens);
        Assert.Equal(["imizu-consultation", "imizu-outreach"], token.Audiences.Order());
        Assert.Equal(("imizu-projection", identity.Address.ToString()), (token.Subject, token.Issuer));
        Assert.Equal([Role.FeedReader], token.Claims.Where(claim => claim.Type == "role").Select(claim => claim.Value));
        Assert.False(tokens.TryGetProperty("refresh_token", out _));

        var bearer = tokens.GetProperty("access_token").GetString()!;
        await using var named = await ValidatingService.Start(identity.Address, "imizu-consultation", Role.FeedReader);
        Assert.Equal((HttpStatusCode.OK, "imizu-projection"), await named.Ask(bearer));
        Assert.Equal(HttpStatusCode.Unauthorized, (await named.Ask(null)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await named.Ask(bearer[..^4] + "AAAA")).Status);
        await using var other = await ValidatingService.Start(identity.Address, "imizu-gateway", Role.FeedReader);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.Ask(bearer)).Status);
        await using var recording = await ValidatingService.Start(identity.Address, "imizu-outreach", Role.RecorderOutreach);
        Assert.Equal(HttpStatusCode.Forbidden, (await recording.Ask(bearer)).Status);
    }

    [Theory]
    [InlineData("imizu-projection", "wrong", "imizu-consultation", "invalid_client")]
    [InlineData("imizu-gateway", "not-registered", "imizu-consultation", "invalid_client")]
    [InlineData("nobody", "wrong", "imizu-consultation", "invalid_client")]
    [InlineData("imizu-projection", RunningIdentity.FeedSecret, "imizu-elsewhere", "invalid_scope")]
    [InlineData("imizu-web", RunningIdentity.WebSecret, "imizu-consultation", "unauthorized_client")]
    public async Task Whoever_has_no_right_gets_no_token(string client, string secret, string scope, string error) =>
        Assert.Equal(error, (await _client.ServiceAccount(client, secret, scope)).GetProperty("error").GetString());

    [Fact]
    public async Task A_person_who_logs_in_is_led_back_with_a_code_for_tokens_with_the_staff_code_and_the_roles()
    {
        var settled = await identity.NewSettledStaff(Role.RecorderConsultation, Role.Reporter);
        using var person = settled.Elsewhere();
        var wanted = _client.Authorization("openid offline_access imizu-consultation imizu-projection");
        var asked = (await person.Get(wanted)).Location!;
        Assert.StartsWith("/log-in?ReturnUrl=", asked);
        var second = (await person.LogIn(RunningIdentity.Password, wanted)).Location!;
        Assert.StartsWith("/second-factor?ReturnUrl=", second);
        // With the password alone nobody is led on.
        Assert.StartsWith("/log-in", (await person.Get(wanted)).Location);
        await person.SecondFactor(person.AppCode(0));

        var back = (await person.Get(wanted)).Location!;
        Assert.StartsWith($"{RunningIdentity.Callback}?code=", back);
        var tokens = await _client.Exchange(back);
        var token = TokenClient.Read(tokens);
        Assert.Equal(person.Code, token.Subject);
        Assert.Equal(["imizu-consultation", "imizu-projection"], token.Audiences.Order());
        Assert.Equal([Role.RecorderConsultation, Role.Reporter], token.Claims.Where(claim => claim.Type == "role").Select(claim => claim.Value).Order());
        Assert.Equal("invalid_grant", (await _client.Exchange(back)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Who_has_not_set_up_a_second_factor_is_led_there_before_the_application()
    {
        var (person, password) = await identity.NewStaff(Role.RecorderConsultation);
        await person.LogIn(password);
        Assert.StartsWith("/password?ReturnUrl=", (await person.Get(_client.Authorization("openid"))).Location);
    }

    [Fact]
    public async Task A_code_needs_its_verifier_and_an_address_that_was_registered()
    {
        var person = await identity.NewSettledStaff();
        var back = (await person.Get(_client.Authorization("openid imizu-consultation"))).Location!;
        Assert.Equal("invalid_grant", (await _client.Exchange(back, new string('a', 43))).GetProperty("error").GetString());
        var elsewhere = await person.Get(_client.Authorization("openid").Replace("5999", "6000"));
        Assert.Equal((HttpStatusCode.BadRequest, null), (elsewhere.Status, elsewhere.Location));
        var unproven = await person.Get(_client.Authorization("openid").Split("&code_challenge")[0]);
        Assert.Equal((HttpStatusCode.BadRequest, null), (unproven.Status, unproven.Location));
    }

    [Fact]
    public async Task A_refresh_token_says_the_roles_of_now_and_ends_with_the_session()
    {
        var person = await identity.NewSettledStaff(Role.RecorderConsultation);
        var tokens = await _client.Exchange((await person.Get(_client.Authorization("openid offline_access imizu-consultation"))).Location!);
        tokens = await _client.Refresh(tokens);
        Assert.Equal(person.Code, TokenClient.Read(tokens).Subject);

        await person.Get("/log-out");
        await person.Send("/log-out");
        Assert.Equal("invalid_grant", (await _client.Refresh(tokens)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Logging_out_everywhere_and_a_changed_role_end_refresh_tokens()
    {
        foreach (var end in (Func<Person, Task>[])
        [
            async person =>
            {
                await person.Get("/sessions");
                await person.Send("/sessions?handler=Everywhere");
            },
            async person =>
            {
                await identity.Administrator.Get($"/staff/{person.Code}");
                await identity.Administrator.Send($"/staff/{person.Code}?handler=Roles", ("Roles", Role.Auditor));
            },
        ])
        {
            var person = await identity.NewSettledStaff();
            var tokens = await _client.Exchange((await person.Get(_client.Authorization("openid offline_access imizu-consultation"))).Location!);
            await end(person);
            Assert.Equal("invalid_grant", (await _client.Refresh(tokens)).GetProperty("error").GetString());
        }
    }

    [Fact]
    public async Task An_ID_token_names_the_session_without_its_id_and_logs_out_nobody_but_its_owner()
    {
        var (person, other) = (await identity.NewSettledStaff(), await identity.NewSettledStaff());
        var hint = (await _client.Exchange((await person.Get(_client.Authorization("openid"))).Location!)).GetProperty("id_token").GetString();
        await using var connection = new NpgsqlConnection(identity.Database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var read = new NpgsqlCommand("""select "Id" from "Sessions" where "StaffCode" = $1""", connection) { Parameters = { new() { Value = person.Code } } };
        var id = (string)(await read.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        var token = new JwtSecurityToken(hint);
        Assert.Equal(Session.NumberOf(id), token.Claims.Single(claim => claim.Type == "sid").Value);
        Assert.DoesNotContain(token.Claims, claim => claim.Value == id);

        Assert.Equal("/log-out", (await other.Get($"/connect/log-out?id_token_hint={hint}")).Location);
        Assert.True(await other.IsIn());
        Assert.Equal("/logged-out", (await person.Get($"/connect/log-out?id_token_hint={hint}")).Location);
        Assert.False(await person.IsIn());
    }
}
