using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Dashboard.Tests.Browsing;

/// <summary>A test on the stack of the city itself, seen by somebody who has just opened its dashboard.</summary>
[Collection<OneCity>]
public abstract class CityPage(Browser browser, City city) : IAsyncLifetime
{
    private const float PatienceMilliseconds = 60_000;
    private IBrowserContext _context = null!;

    /// <summary>The stack.</summary>
    protected City City => city;

    /// <summary>The page.</summary>
    protected IPage Page { get; private set; } = null!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(PatienceMilliseconds);
        _context = await browser.Chromium.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 850 } });
        _context.SetDefaultTimeout(PatienceMilliseconds);
        Page = await _context.NewPageAsync();
        await OpenAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the dashboard with the address that the stack has printed.</summary>
    protected async Task OpenAsync()
    {
        await Page.GotoAsync(await city.Stack.Dashboard);
        await Expect(Page.Locator("main[data-live=yes]")).ToBeVisibleAsync();
    }

    /// <summary>A resource's line on the first page.</summary>
    protected ILocator Row(string resource) => Page.Locator($"tr[data-resource='{resource}']");
}
