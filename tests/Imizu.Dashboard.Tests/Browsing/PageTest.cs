using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Dashboard.Tests.Browsing;

/// <summary>A test that looks at pages of the one stack, in a browser that has been let in.</summary>
[Collection<OneStack>]
public abstract class PageTest(Browser browser, RunningStack stack) : IAsyncLifetime
{
    // Long, for a machine that has much else to do; nothing is waited for that is there.
    private const float PatienceMilliseconds = 60_000;
    private IBrowserContext _context = null!;

    /// <summary>The stack.</summary>
    protected RunningStack Stack => stack;

    /// <summary>The page.</summary>
    protected IPage Page { get; private set; } = null!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(PatienceMilliseconds);
        _context = await browser.Chromium.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 850 } });
        _context.SetDefaultTimeout(PatienceMilliseconds);
        Page = await _context.NewPageAsync();
        await Page.GotoAsync(stack.Address);
        await LiveAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens one of the dashboard's pages.</summary>
    protected async Task OpenAsync(string path)
    {
        await Page.GotoAsync(new Uri(new Uri(stack.Address), path).ToString());
        await LiveAsync();
    }

    /// <summary>A resource's line on the first page.</summary>
    protected ILocator Row(string resource) => Page.Locator($"tr[data-resource='{resource}']");

    /// <summary>Asks a service of the stack for something.</summary>
    protected async Task AskAsync(string resource, string path)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(new Uri(Stack.State.Of(resource).Url!), path), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    // A button does nothing before the page is connected.
    private Task LiveAsync() => Expect(Page.Locator("main[data-live=yes]")).ToBeVisibleAsync();
}

/// <summary>All page tests share one stack and one browser: each is seconds to start.</summary>
[CollectionDefinition]
public sealed class OneStack : ICollectionFixture<Browser>, ICollectionFixture<RunningStack>;
