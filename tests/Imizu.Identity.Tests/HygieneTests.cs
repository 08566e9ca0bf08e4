using System.Net;
using Imizu.Testing.Browsers;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.Identity.Tests;

/// <summary>What every answer tells browsers, and how much is taken from one address.</summary>
public sealed class HygieneTests(TestServers servers)
{
    [Fact]
    public async Task Every_answer_forbids_what_its_pages_do_not_need_and_cookies_are_bound()
    {
        await using var identity = new RunningIdentity(servers);
        await identity.Begin();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = identity.Address };
        http.DefaultRequestHeaders.Add("Accept", "text/html");
        foreach (var path in (string[])["/", "/log-in", "/nowhere", "/assets/login.css", "/connect/authorize", "/.well-known/openid-configuration"])
        {
            using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy);
            Assert.Contains("frame-ancestors 'none'", policy);
            Assert.DoesNotContain("unsafe", policy);
            Assert.Equal(("nosniff", "no-referrer", "DENY"), (Header("X-Content-Type-Options"), Header("Referrer-Policy"), Header("X-Frame-Options")));
            Assert.False(answer.Headers.Contains("Server"));
            Assert.All(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], cookie =>
            {
                Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
                Assert.Contains("samesite", cookie, StringComparison.OrdinalIgnoreCase);
            });

            string Header(string name) => answer.Headers.GetValues(name).Single();
        }
    }

    [Fact]
    public async Task Behind_TLS_cookies_are_this_hosts_alone_and_browsers_are_told_to_come_by_https()
    {
        await using var identity = new RunningIdentity(servers);
        await identity.Begin(("Identity__Issuer", "https://login.example.lg.jp/"), ("Proxies__0", "127.0.0.1"));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = identity.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/log-in") { Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-For", "192.0.2.1" }, { "Host", "login.example.lg.jp" }, { "Accept", "text/html" } } };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Matches("^__Host-imizu-.+; path=/; secure; samesite=strict; httponly$", cookie));
    }

    [Fact]
    public async Task An_answer_to_a_failure_forbids_as_much()
    {
        await using var identity = new RunningIdentity(servers);
        await identity.Begin(("Identity__Issuer", "https://login.example.lg.jp/"), ("Proxies__0", "127.0.0.1"));
        await using var connection = new NpgsqlConnection(identity.Database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var drop = new NpgsqlCommand("""drop table "OpenIddictApplications" cascade""", connection);
        await drop.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = identity.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/connect/authorize?client_id=imizu-web&response_type=code&scope=openid&redirect_uri=http://localhost/") { Headers = { { "X-Forwarded-Proto", "https" }, { "Host", "login.example.lg.jp" }, { "Accept", "text/html" } } };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.Contains("うまくいきませんでした", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task From_one_address_only_so_many_secrets_are_tried_a_minute()
    {
        await using var identity = new RunningIdentity(servers);
        await identity.Begin(("Identity__AttemptsPerMinute", "3"));
        using var person = new Person(identity.Address, "nobody");
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await person.LogIn("wrong")).Status);
        }

        var fourth = await person.LogIn("wrong");
        // A window may end in between, and then three more are taken.
        while (fourth.Status == HttpStatusCode.Unauthorized)
        {
            fourth = await person.LogIn("wrong");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, fourth.Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await person.Send("/Log-In/")).Status);
        Assert.Contains("しばらくお待ちください", fourth.Text);
        var revoked = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 8; attempt++)
        {
            revoked.Add((await person.Send("/connect/revoke", ("client_id", "nobody"), ("client_secret", "wrong"), ("token", "a"))).Status);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, revoked);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_and_changes_nothing()
    {
        await using var identity = new RunningIdentity(servers);
        await identity.Begin();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = identity.Address };
        using var form = new FormUrlEncodedContent([new("Code", "staff-01"), new("Password", identity.PrintedPassword())]);
        foreach (var path in (string[])["/log-in", "/passkey/log-in/options"])
        {
            using var answer = await http.PostAsync(path, form, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
    }
}
