using System.Net.Http.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;
using CityStack = Imizu.Testing.Servers.RunningStack;

namespace Imizu.Dashboard.Tests.Browsing;

/// <summary>The stack of the city itself, seen by somebody who has just started it.</summary>
[Collection<OneCity>]
public sealed class CityStackTests(Browser browser, City city) : IAsyncLifetime
{
    private const float PatienceMilliseconds = 60_000;

    private IBrowserContext _context = null!;
    private IPage _page = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(PatienceMilliseconds);
        _context = await browser.Chromium.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 850 } });
        _context.SetDefaultTimeout(PatienceMilliseconds);
        _page = await _context.NewPageAsync();
        await _page.GotoAsync(await city.Stack.Dashboard);
        await Expect(_page.Locator("main[data-live=yes]")).ToBeVisibleAsync();
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public async Task One_recorded_contact_is_followed_from_the_request_to_the_figures_in_two_clicks()
    {
        await Record();

        await _page.GetByRole(AriaRole.Link, new() { Name = "Traces" }).ClickAsync();
        await _page.GetByRole(AriaRole.Link, new() { Name = "contacts" }).First.ClickAsync();

        var spans = _page.GetByRole(AriaRole.List, new() { Name = "Spans" });
        await Expect(spans).ToContainTextAsync("consultation POST /cases/{id}/contacts");
        await Expect(spans).ToContainTextAsync("consultation announce");
        await Expect(spans).ToContainTextAsync("projection journal and count");
    }

    [Fact]
    public async Task A_service_is_stopped_and_started_and_its_console_says_so()
    {
        var outreach = _page.Locator("tr[data-resource='outreach']");
        await outreach.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(outreach).ToContainTextAsync("stopped");
        await outreach.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(outreach).ToContainTextAsync("healthy");

        await outreach.GetByRole(AriaRole.Link, new() { Name = "Console" }).ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Log)).ToContainTextAsync("Application is shutting down");
    }

    [Fact]
    public async Task All_history_is_told_again_at_the_press_of_a_button()
    {
        var projection = _page.Locator("tr[data-resource='projection']");
        await projection.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await projection.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await Expect(projection.GetByRole(AriaRole.Status)).ToContainTextAsync("202");
    }

    [Fact]
    public async Task The_history_of_fiscal_2024_is_loaded_and_proven_at_the_press_of_two_buttons()
    {
        var operations = _page.Locator("tr[data-resource='operations']");
        await operations.GetByRole(AriaRole.Button, new() { Name = "Load fiscal 2024" }).ClickAsync();
        await operations.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Load fiscal 2024" }).ClickAsync();
        await Expect(operations.GetByRole(AriaRole.Status)).ToContainTextAsync("\"entries\": 1591");

        await operations.GetByRole(AriaRole.Button, new() { Name = "Verify" }).ClickAsync();
        await Expect(operations.GetByRole(AriaRole.Status)).ToContainTextAsync("\"isProven\": true");
    }

    private async Task Record()
    {
        using var http = new HttpClient { BaseAddress = city.Stack.Services["consultation"] };
        http.DefaultRequestHeaders.Add("Imizu-Actor", "staff-01");
        var path = $"/cases/{Guid.CreateVersion7()}";
        using var received = await http.PostAsJsonAsync($"{path}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
        using var contact = await http.PostAsJsonAsync($"{path}/contacts", new { on = "2024-05-02", method = "telephone", topics = (string[])["familyRelations"] }, Cancelled);
        contact.EnsureSuccessStatusCode();
    }
}

/// <summary>One stack and one browser for the tests of the whole.</summary>
[CollectionDefinition]
public sealed class OneCity : ICollectionFixture<Browser>, ICollectionFixture<City>;

/// <summary>The stack as the AppHost draws it, with its dashboard.</summary>
public sealed class City : IAsyncLifetime
{
    public CityStack Stack { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Stack = await CityStack.Start(TestContext.Current.CancellationToken, hasDashboard: true);

    public ValueTask DisposeAsync() => Stack.DisposeAsync();
}
