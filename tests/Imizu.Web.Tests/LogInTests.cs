using System.Net;
using Imizu.Contracts.Access;
using Imizu.Testing.Browsers;
using Xunit;

namespace Imizu.Web.Tests;

/// <summary>Who comes in, and who does not.</summary>
[Collection(nameof(WebFixture))]
public sealed class LogInTests(WebFixture web)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_of_the_provider_that_this_browser_has_not_asked_for_logs_nobody_in()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = web.Stack.Services["web"] };
        foreach (var query in (string[])["", "?code=x", "?code=x&state=y", "?error=access_denied&state=y"])
        {
            using var answer = await http.GetAsync($"/callback{query}", Cancelled);
            Assert.Equal((HttpStatusCode.Redirect, "/error/log-in"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
            Assert.DoesNotContain(answer.Headers.Where(header => header.Key == "Set-Cookie").SelectMany(header => header.Value), cookie => cookie.StartsWith("imizu-web-session=", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_leads_to_the_log_in_as_any_other()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = web.Stack.Services["web"] };
        using var form = new ByteArrayContent("no parts"u8.ToArray()) { Headers = { ContentType = new("multipart/form-data") { Parameters = { new("boundary", "x") } } } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/records/cases/new") { Content = form, Headers = { { "Sec-Fetch-Site", "same-origin" } } };
        using var answer = await http.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task What_nothing_can_be_told_of_is_refused()
    {
        var (open, _) = await web.LogIn(Role.Reporter);
        await using var _1 = open;
        // A moment that is none in Japan, and a year that is none.
        Assert.Equal(400, (await open.Page.APIRequest.GetAsync("/reports/2024/footer.css?asOf=9999-12-31T23:59:59Z")).Status);
        Assert.Equal(400, (await open.Page.APIRequest.GetAsync("/live/reports/99999?form=printed")).Status);
    }

    [Fact]
    public async Task Whoever_has_logged_out_is_out_and_another_log_in_begins_with_a_password()
    {
        var (open, person) = await web.LogIn(Role.Reporter);
        await using var _1 = open;
        await open.Press($"ログアウト（{person.Code}）");
        await open.Page.GotoAsync("/reports/2024");
        await Microsoft.Playwright.Assertions.Expect(open.Page.GetByLabel("パスワード", new() { Exact = true })).ToBeVisibleAsync();
    }
}
