using System.Net.Http.Json;
using Imizu.Testing.Servers;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.AppHost.Tests;

/// <summary>What a person who has started the stack sees and does in Aspire's dashboard.</summary>
[Collection(nameof(StackFixture))]
public sealed class DashboardTests(StackFixture fixture) : IAsyncLifetime
{
    private IPage _page = null!;
    private DashboardPage _dashboard = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private RunningStack Stack => fixture.Stack;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await DashboardPage.OpenAsync(fixture);
        _page = _dashboard.Page;
    }

    public async ValueTask DisposeAsync()
    {
        await Picture(TestContext.Current.Test!.TestDisplayName.Split('.')[^1]);
        await _page.CloseAsync();
    }

    [Fact]
    public async Task The_first_page_shows_what_runs_with_its_pages_and_nothing_to_worry_about()
    {
        foreach (var (service, link) in ((string, string)[])[("consultation", "API"), ("projection", "API"), ("gateway", "Contract"), ("messaging", "Management")])
        {
            await Expect(_dashboard.Row(service)).ToContainTextAsync("Running");
            await Expect(_dashboard.Row(service).GetByText(link, new() { Exact = true }).First).ToBeVisibleAsync();
        }

        await Expect(_dashboard.Row("provisioning")).ToContainTextAsync("Finished");
        await Expect(_dashboard.Row("messaging-epmd")).ToBeVisibleAsync();
        Assert.DoesNotContain("certificate", await _page.Locator("body").InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("consultation-database", await _page.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
        // Where this folder is on this machine is no part of a picture.
        await _page.EvaluateAsync("""
            root => { for (const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); all.nextNode();) all.currentNode.textContent = all.currentNode.textContent.replace(root, ''); }
            """, $"{Repository.Root}/");
        await Picture("dashboard");

        await _page.GetByRole(AriaRole.Tab, new() { Name = "Graph" }).ClickAsync();
        await Expect(_page.Locator("svg.resource-graph").GetByText("projection").First).ToBeVisibleAsync();
        await Picture("graph");
    }

    [Fact]
    public async Task One_recorded_contact_is_followed_from_the_request_to_the_figures_in_three_clicks()
    {
        await Record();

        await _page.GetByRole(AriaRole.Link, new() { Name = "Traces" }).First.ClickAsync();
        await _page.GetByText("POST /cases/{id}/contacts").First.ClickAsync();
        // Only the rows that there is room for are there.
        await _page.SetViewportSizeAsync(1500, 4000);

        // The page of a trace does not always show what comes later.
        string[] spans = ["POST /cases/{id}/contacts", "announce", "journal and count"];
        await Eventually.Is(async () =>
        {
            await Expect(_page.GetByText(spans[0]).First).ToBeVisibleAsync();
            var isWhole = (await Task.WhenAll(spans.Select(span => _page.GetByText(span).First.IsVisibleAsync()))).All(isVisible => isVisible);
            if (!isWhole)
            {
                await _page.ReloadAsync();
            }
            return isWhole;
        }, "the trace goes from the request to the figures");

        await _dashboard.ChooseFromMenu(_page.Locator("body"), "Structured logs");
        await Expect(_page.GetByText("Recorded jp.imizu.consultation.contact-recorded.v1").First).ToBeVisibleAsync();
    }

    [Fact]
    public void While_nothing_is_recorded_the_history_is_offered() => Assert.Contains("Empty load 2024", fixture.StateWhileEmpty, StringComparison.Ordinal);

    [Fact]
    public async Task Once_something_is_recorded_the_history_is_offered_no_longer()
    {
        await Record();
        await Expect(_dashboard.Row("operations")).ToContainTextAsync("Running");
    }

    [Fact]
    public async Task An_instrument_is_drawn_as_a_curve()
    {
        await Record();
        var chart = _page.Locator(".js-plotly-plot .scatterlayer path.js-line").First;
        await _page.GotoAsync(new Uri(new Uri(Stack.Dashboard), "/metrics/resource/consultation?meter=System.Runtime&instrument=dotnet.process.memory.working_set&duration=1&view=Graph").ToString());

        // A line that goes through points; a flat one, which is drawn where nothing was measured, has fewer.
        await Eventually.Is(async () => await chart.CountAsync() > 0 && (await chart.GetAttributeAsync("d"))?.Length > 60, "a curve is drawn");
    }

    [Fact]
    public async Task The_report_is_shown_to_whoever_has_the_dashboard()
    {
        await _dashboard.Row("projection").GetByTitle("Shows the report", new() { Exact = false }).ClickAsync();

        await Expect(_page.GetByText("令和6年度").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_command_shows_its_result()
    {
        await _dashboard.Row("operations").GetByTitle("Proves that", new() { Exact = false }).ClickAsync();

        await Expect(_page.GetByText("isProven").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_service_that_is_stopped_stays_stopped_until_it_is_started()
    {
        await _dashboard.Choose("outreach", "Stop", "Finished");
        await Eventually.Is(() => Stack.State.Of("outreach").State is LocalStack.ResourceState.Stopped, "outreach is stopped", () => $"{Stack.State.Of("outreach")}");

        await _dashboard.Choose("outreach", "Start", "Running");
        await Stack.UntilHealthy(Cancelled);
        Assert.Equal(0, Stack.State.Of("outreach").Restarts);
    }

    [Fact]
    public async Task The_console_and_its_log_file_have_what_a_service_prints_without_secrets()
    {
        await _page.GotoAsync(new Uri(new Uri(Stack.Dashboard), "/consolelogs/resource/consultation").ToString());

        await Expect(_page.GetByText("Microsoft.Hosting.•••[0] Application started").First).ToBeVisibleAsync();
        Assert.DoesNotContain(StackFixture.PrintedPassword, await _page.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
        var log = await File.ReadAllTextAsync(LocalStack.StackFiles.Log(Stack.Folder, "consultation"), Cancelled);
        Assert.Contains("Microsoft.Hosting.•••[0] Application started", log, StringComparison.Ordinal);
    }

    /// <summary>A picture of the page, where the environment names a folder for pictures.</summary>
    private async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("IMIZU_PICTURES") is { Length: > 0 } folder)
        {
            await _page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
        }
    }

    private async Task Record()
    {
        using var http = Stack.Client("staff-01");
        http.BaseAddress = Stack.Services["consultation"];
        var path = $"/cases/{Guid.CreateVersion7()}";
        using var received = await http.PostAsJsonAsync($"{path}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
        using var contact = await http.PostAsJsonAsync($"{path}/contacts", new { on = "2024-05-02", method = "telephone", topics = (string[])["familyRelations"] }, Cancelled);
        contact.EnsureSuccessStatusCode();
    }
}
