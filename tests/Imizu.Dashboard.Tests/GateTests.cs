using System.Net;
using System.Net.Http.Headers;
using Xunit;

namespace Imizu.Dashboard.Tests;

public sealed class GateTests : IAsyncLifetime
{
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
    private LoneDashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await LoneDashboard.StartAsync();

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task Without_the_token_one_is_told_where_the_address_is()
    {
        foreach (var path in (string[])["/", "/traces", "/_blazor", "/_framework/blazor.web.js", "/login?t=wrong", "/login"])
        {
            using var answer = await SendAsync(HttpMethod.Get, _dashboard.Pages + path);

            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains("./imizu status prints", await TextAsync(answer), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task With_the_token_a_cookie_lets_in_that_does_not_hold_it()
    {
        using var login = await SendAsync(HttpMethod.Get, $"{_dashboard.Pages}/login?t=the-token");

        var cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        Assert.Equal(HttpStatusCode.Redirect, login.StatusCode);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("the-token", cookie, StringComparison.Ordinal);
        using var page = await SendAsync(HttpMethod.Get, _dashboard.Pages, ("Cookie", cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task What_let_in_before_the_stack_was_started_again_lets_in_no_more_and_the_address_does()
    {
        await using var again = await LoneDashboard.StartAsync();
        using var before = await SendAsync(HttpMethod.Get, $"{_dashboard.Pages}/login?t=the-token");
        using var after = await SendAsync(HttpMethod.Get, $"{again.Pages}/login?t=the-token");
        // Another port here, and with that another name.
        var value = before.Headers.GetValues("Set-Cookie").Single().Split(';')[0].Split('=')[1];

        using var refused = await SendAsync(HttpMethod.Get, again.Pages, ("Cookie", $"imizu-dashboard-{again.Options.Port}={value}"));
        using var page = await SendAsync(HttpMethod.Get, again.Pages, ("Cookie", after.Headers.GetValues("Set-Cookie").Single().Split(';')[0]));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (refused.StatusCode, page.StatusCode));
    }

    [Fact]
    public async Task A_page_of_another_origin_is_refused_though_it_has_the_cookie()
    {
        using var login = await SendAsync(HttpMethod.Get, $"{_dashboard.Pages}/login?t=the-token");
        var cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        using var answer = await SendAsync(HttpMethod.Get, $"{_dashboard.Pages}/_blazor", ("Cookie", cookie), ("Origin", "http://127.0.0.1:1"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Under_a_name_that_is_not_this_machine_s_nothing_is_answered()
    {
        using var answer = await SendAsync(HttpMethod.Get, $"{_dashboard.Pages}/login?t=the-token", ("Host", "elsewhere.example"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(null, "application/x-protobuf", HttpStatusCode.Unauthorized)]
    [InlineData("wrong", "application/x-protobuf", HttpStatusCode.Unauthorized)]
    [InlineData("the-key", "application/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("the-key", "application/x-protobuf", HttpStatusCode.BadRequest)]
    public async Task What_is_no_telemetry_or_comes_without_the_key_is_refused(string? key, string type, HttpStatusCode expected)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"{_dashboard.Http}/v1/traces", ("x-otlp-api-key", key), ("Content-Type", type));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(0, _dashboard.Store.Traces.Count);
    }

    [Fact]
    public async Task Each_port_has_its_own_paths()
    {
        using var page = await SendAsync(HttpMethod.Get, $"{_dashboard.Http}/login?t=the-token", ("x-otlp-api-key", "the-key"));
        using var telemetry = await SendAsync(HttpMethod.Post, $"{_dashboard.Pages}/v1/traces", ("x-otlp-api-key", "the-key"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (page.StatusCode, telemetry.StatusCode));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Content = method == HttpMethod.Post ? new ByteArrayContent([0xFF, 0xFF, 0xFF]) : null;
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
        {
            if (name == "Content-Type")
            {
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value!);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
