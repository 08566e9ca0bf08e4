using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Dashboard.Tests.Browsing;

public sealed partial class TelemetryPageTests(Browser browser, RunningStack stack) : PageTest(browser, stack)
{
    [Fact]
    public async Task From_the_first_page_two_clicks_lead_to_the_waterfall_of_a_request()
    {
        await AskAsync("second", "/relay");

        await Link("Traces").ClickAsync();
        await Link("GET /relay").First.ClickAsync();

        var waterfall = Page.GetByRole(AriaRole.List, new() { Name = "Spans" });
        await Expect(waterfall).ToContainTextAsync("second GET /relay");
        await Expect(waterfall).ToContainTextAsync("first POST /greetings");
    }

    [Fact]
    public async Task A_span_shows_its_attributes_and_what_was_logged_in_it()
    {
        await AskAsync("second", "/relay");
        await Link("Traces").ClickAsync();
        await Link("GET /relay").First.ClickAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "second GET /relay" }).ClickAsync();

        var details = Page.GetByRole(AriaRole.Complementary);
        await Expect(details).ToContainTextAsync("http.response.status_code");
        await Expect(details).ToContainTextAsync("Relayed to first");
    }

    [Fact]
    public async Task A_trace_is_found_by_a_part_of_what_it_says()
    {
        await AskAsync("second", "/relay");
        await AskAsync("second", "/");
        await OpenAsync("/traces");
        await Expect(Link("GET /").First).ToBeVisibleAsync();

        await Page.GetByLabel("Text").FillAsync("greetings");

        await Expect(Page).ToHaveURLAsync(FilteredByText());
        await Expect(Link("GET /relay").First).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "GET /", Exact = true })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_refused_request_says_so_and_one_that_was_quick_is_not_among_the_slow()
    {
        using (var http = new HttpClient())
        {
            using var refused = await http.GetAsync(new Uri(Stack.State.Of("second").Url + "/nothing-here"), TestContext.Current.CancellationToken);
        }

        await OpenAsync("/traces?Text=nothing-here");
        await Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "refused: 404" }).First).ToBeVisibleAsync();

        await OpenAsync("/traces?Text=nothing-here&Least=60000");
        await Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Nothing that fits");
    }

    [Fact]
    public async Task From_a_log_entry_a_click_leads_to_its_trace()
    {
        await AskAsync("second", "/relay");
        await OpenAsync("/logs?Level=Warning&Text=relayed");
        var entry = Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Relayed to first" }).First;

        await entry.GetByRole(AriaRole.Link).ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("GET /relay");
    }

    [Fact]
    public async Task An_instrument_is_drawn_as_a_curve()
    {
        await AskAsync("second", "/relay");
        await OpenAsync("/metrics?Resource=second");

        await Link("http.server.request.duration").ClickAsync();

        await Expect(Page.Locator(".chart .curve0").First).ToHaveAttributeAsync("points", SeveralPoints());
        await Expect(Page.Locator(".charts")).ToContainTextAsync("p95");
        await Expect(Page.Locator(".chart .scale").Last).ToHaveTextAsync(Time());
    }

    [Fact]
    public async Task Nothing_is_fetched_from_elsewhere_and_no_page_is_wider_than_a_narrow_window()
    {
        var hosts = new List<string>();
        Page.Request += (_, request) => hosts.Add(new Uri(request.Url).Authority);
        await Page.SetViewportSizeAsync(390, 800);

        foreach (var path in (string[])["/", "/resources/first", "/console", "/logs", "/traces", "/metrics"])
        {
            await OpenAsync(path);
            Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{path} is too wide");
        }

        Assert.Equal([new Uri(Stack.Address).Authority], hosts.Distinct());
    }

    private ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name });

    [GeneratedRegex(@"^[\d.,]+ [\d., ]+$")]
    private static partial Regex SeveralPoints();

    [GeneratedRegex(@"(ms|µs| s)$")]
    private static partial Regex Time();

    [GeneratedRegex("Text=greetings")]
    private static partial Regex FilteredByText();
}
