using System.Net;
using System.Net.Http.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Dashboard.Tests.Browsing;

/// <summary>The stack of the city itself, seen by somebody who has just started it.</summary>
public sealed class CityStackTests(Browser browser, City city) : CityPage(browser, city)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_recorded_contact_is_followed_from_the_request_to_the_figures_in_two_clicks()
    {
        await Record();

        await Page.GetByRole(AriaRole.Link, new() { Name = "Traces" }).ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "contacts" }).First.ClickAsync();

        var spans = Page.GetByRole(AriaRole.List, new() { Name = "Spans" });
        await Expect(spans).ToContainTextAsync("consultation POST /cases/{id}/contacts");
        await Expect(spans).ToContainTextAsync("consultation announce");
        await Expect(spans).ToContainTextAsync("projection journal and count");
    }

    [Fact]
    public async Task A_service_is_stopped_and_started_and_its_console_says_so()
    {
        var outreach = Row("outreach");
        await outreach.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(outreach).ToContainTextAsync("stopped");
        await outreach.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(outreach).ToContainTextAsync("healthy");

        await outreach.GetByRole(AriaRole.Link, new() { Name = "Console" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Log)).ToContainTextAsync("Application is shutting down");
        await Expect(Page.GetByRole(AriaRole.Log)).ToContainTextAsync("Somebody has asked for a stop.");
    }

    [Fact]
    public async Task Under_a_name_that_is_not_this_machine_s_no_service_answers()
    {
        using var http = new HttpClient();
        foreach (var (name, url) in City.Stack.State.Resources.Where(resource => resource.Kind == "project" && resource.Url is not null).Select(service => (service.Name, service.Url)))
        {
            var address = new Uri(url!);
            Assert.Equal((name, HttpStatusCode.BadRequest), (name, await Asked("elsewhere.example")));
            Assert.Equal((name, HttpStatusCode.OK), (name, await Asked("localhost")));

            async Task<HttpStatusCode> Asked(string host)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/health/live"));
                request.Headers.Host = $"{host}:{address.Port}";
                using var answer = await http.SendAsync(request, Cancelled);
                return answer.StatusCode;
            }
        }
    }

    [Fact]
    public async Task All_history_is_told_again_at_the_press_of_a_button()
    {
        var projection = Row("projection");
        await projection.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await projection.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await Expect(projection.GetByRole(AriaRole.Status)).ToContainTextAsync("202");
    }

    [Fact]
    public async Task The_history_of_fiscal_2024_is_loaded_and_proven_at_the_press_of_two_buttons()
    {
        var operations = Row("operations");
        await operations.GetByRole(AriaRole.Button, new() { Name = "Load fiscal 2024" }).ClickAsync();
        await operations.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Load fiscal 2024" }).ClickAsync();
        await Expect(operations.GetByRole(AriaRole.Status)).ToContainTextAsync("\"entries\": 1591");

        await operations.GetByRole(AriaRole.Button, new() { Name = "Verify" }).ClickAsync();
        await Expect(operations.GetByRole(AriaRole.Status)).ToContainTextAsync("\"isProven\": true");
    }

    private async Task Record()
    {
        using var http = new HttpClient { BaseAddress = City.Stack.Services["consultation"] };
        http.DefaultRequestHeaders.Add("Imizu-Actor", "staff-01");
        var path = $"/cases/{Guid.CreateVersion7()}";
        using var received = await http.PostAsJsonAsync($"{path}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
        using var contact = await http.PostAsJsonAsync($"{path}/contacts", new { on = "2024-05-02", method = "telephone", topics = (string[])["familyRelations"] }, Cancelled);
        contact.EnsureSuccessStatusCode();
    }
}
