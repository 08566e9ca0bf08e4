using Imizu.Testing.Servers;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Dashboard.Tests.Browsing;

/// <summary>A dashboard, seen by somebody who has just been let in.</summary>
public abstract class DashboardPage(Browser browser) : IAsyncLifetime
{
    // Long, for a machine that has much else to do; nothing is waited for that is there.
    public static readonly float PatienceMilliseconds = (float)Eventually.Patience.TotalMilliseconds;
    private IBrowserContext _context = null!;

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

    /// <summary>The address that the stack has printed.</summary>
    protected abstract Task<string> AddressAsync();

    /// <summary>Opens the dashboard, or one of its pages.</summary>
    protected async Task OpenAsync(string path = "")
    {
        await Page.GotoAsync(new Uri(new Uri(await AddressAsync()), path).ToString());
        // A button does nothing before the page is connected.
        await Expect(Page.Locator("main[data-live=yes]")).ToBeVisibleAsync();
    }

    /// <summary>A resource's line on the first page.</summary>
    protected ILocator Row(string resource) => Page.Locator($"tr[data-resource='{resource}']");
}
