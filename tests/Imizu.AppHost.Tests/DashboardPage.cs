using Imizu.Testing.Servers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Imizu.AppHost.Tests;

/// <summary>The dashboard's first page in a browser: a row for each resource, with its commands.</summary>
internal sealed class DashboardPage
{
    private const int Tries = 5;

    private DashboardPage(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>Opens it in a page of its own.</summary>
    public static async Task<DashboardPage> OpenAsync(StackFixture fixture)
    {
        var page = await fixture.Browser.NewPageAsync(new() { ViewportSize = new() { Width = 1500, Height = 900 } });
        var patience = (float)Eventually.Patience.TotalMilliseconds;
        page.SetDefaultTimeout(patience);
        SetDefaultExpectTimeout(patience);
        await page.GotoAsync(fixture.Stack.Dashboard);
        var dashboard = new DashboardPage(page);
        await Expect(dashboard.Row("consultation")).ToBeVisibleAsync();
        return dashboard;
    }

    public ILocator Row(string resource) => Page.Locator("tr, fluent-data-grid-row").Filter(new() { Has = Page.GetByText(resource, new() { Exact = true }) }).First;

    /// <summary>Chooses a command of a resource, until its row shows what then is so.</summary>
    public async Task Choose(string resource, string command, string then)
    {
        for (var tries = 1; tries <= Tries; tries++)
        {
            await ChooseFromMenu(Row(resource), command);
            if (await IsShown(Row(resource).GetByText(then), seconds: 60))
            {
                return;
            }
        }
        await Expect(Row(resource)).ToContainTextAsync(then);
    }

    /// <summary>Chooses from the menu of a row. A menu that the page draws anew in the moment of a click is gone; a person opens it again.</summary>
    public async Task ChooseFromMenu(ILocator row, string item)
    {
        var choice = Page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true }).First;
        for (var tries = 1; tries == 1 || (tries <= Tries && !await IsShown(choice, seconds: 10)); tries++)
        {
            await Page.Keyboard.PressAsync("Escape");
            await row.GetByTitle("Actions").First.ClickAsync();
        }
        await choice.ClickAsync();
    }

    private static async Task<bool> IsShown(ILocator what, int seconds)
    {
        try
        {
            await what.First.WaitForAsync(new() { Timeout = seconds * 1000 });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
