using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Identity.SecondFactors;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.Identity.Tests;

/// <summary>What nobody would send by a browser's own forms.</summary>
[Collection(nameof(RunningIdentity))]
public sealed class BadRequestTests(RunningIdentity identity, TestServers servers) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = identity.Address };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("/log-in", "Code", "a\0b")]
    [InlineData("/connect/token", "client_id", "\0")]
    [InlineData("/connect/authorize", "state", "\0")]
    public async Task A_character_that_no_text_can_hold_is_refused(string path, string field, string value)
    {
        using var form = new FormUrlEncodedContent([new(field, value)]);
        using var posted = await _http.PostAsync(path, form, Cancelled);
        using var got = await _http.GetAsync($"{path}?{field}={Uri.EscapeDataString(value)}", Cancelled);
        foreach (var answer in (HttpResponseMessage[])[posted, got])
        {
            Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Contains("使えない文字", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("detail").GetString());
        }

        using var parts = new MultipartFormDataContent { { new StringContent(value), field } };
        using var unencoded = await _http.PostAsync(path, parts, Cancelled);
        Assert.StartsWith($"{field} に", (await unencoded.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Such_a_character_in_a_header_a_form_that_cannot_be_read_and_one_that_is_too_long_are_no_failures_of_the_service()
    {
        using var grant = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        using var basic = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = grant, Headers = { Authorization = new("Basic", Convert.ToBase64String("%00:x"u8)) } };
        using var hidden = await _http.SendAsync(basic, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, hidden.StatusCode);
        using var many = new FormUrlEncodedContent(Enumerable.Range(0, 2000).Select(number => KeyValuePair.Create($"a{number}", "")));
        using var unreadable = await _http.PostAsync("/log-in", many, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, unreadable.StatusCode);
        using var large = new FormUrlEncodedContent([new("Code", new string('a', 70_000))]);
        using var tooLong = await _http.PostAsync("/log-in", large, Cancelled);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLong.StatusCode);
    }

    [Fact]
    public async Task A_database_that_is_away_is_told_as_that_and_only_for_as_long()
    {
        await using var own = new RunningIdentity(servers);
        await own.InitializeAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = own.Address };
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(own.Database) { Database = "postgres" });
        var name = new NpgsqlConnectionStringBuilder(own.Database).Database;

        await Execute($"alter database {name} allow_connections false");
        await Execute($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        using var grant = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "imizu-projection"), new("client_secret", RunningIdentity.FeedSecret)]);
        using var token = await http.PostAsync("/connect/token", grant, Cancelled);
        var page = (await own.Administrator.Get("/staff")).Status;
        Assert.True((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable) == (token.StatusCode, page), $"{token.StatusCode} {page}\n{own.Service.Console}");
        Assert.NotNull(token.Headers.RetryAfter);

        await Execute($"alter database {name} allow_connections true");
        using var again = await http.PostAsync("/connect/token", grant, Cancelled);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);

        async Task Execute(string statement)
        {
            await using var command = server.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(Cancelled);
        }
    }

    [Theory]
    [InlineData("204")]
    [InlineData("200")]
    [InlineData("x")]
    public async Task Nobody_chooses_the_status_of_an_error(string status)
    {
        using var answer = await _http.GetAsync($"/error?status={status}", Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Another_name_of_this_machine_leads_to_its_address_and_nowhere_else()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{identity.Address.Port}//example.com/a?b=c")) { Headers = { { "Accept", "text/html" } } };
        using var answer = await _http.SendAsync(request, Cancelled);
        Assert.Equal($"{identity.Address}/example.com/a?b=c", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("New")]
    [InlineData("new")]
    [InlineData("Imizu-web")]
    public async Task A_staff_code_that_names_something_else_is_refused(string code)
    {
        await identity.Administrator.Get("/staff/new");
        Assert.Equal(HttpStatusCode.BadRequest, (await identity.Administrator.Send("/staff/new", ("Code", code))).Status);
    }

    [Fact]
    public void The_name_of_a_passkey_has_no_control_characters_and_is_cut_between_characters()
    {
        Assert.Equal("窓口の鍵", PasskeyEndpoints.NameOf(" 窓口\0の\n鍵 "));
        Assert.Equal("パスキー", PasskeyEndpoints.NameOf("\0 "));
        Assert.Equal(string.Concat(Enumerable.Repeat("🔑", 40)), PasskeyEndpoints.NameOf(string.Concat(Enumerable.Repeat("🔑", 50))));
    }
}
