using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Imizu.Dashboard.Tests.Browsing;

public sealed class AccessibilityTests(Browser browser, RunningStack stack) : PageTest(browser, stack)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Nothing_on_any_page_keeps_somebody_out(ColorScheme scheme)
    {
        await AskAsync("second", "/relay");
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });

        foreach (var path in (string[])["/", "/resources/first", "/console/first", "/logs", "/metrics?Resource=second"])
        {
            await OpenAsync(path);
            await CheckAsync(path);
        }

        await OpenAsync("/traces?Text=relay");
        await CheckAsync("the traces");
        await Page.GetByRole(AriaRole.Link, new() { Name = "GET /relay" }).First.ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "second GET /relay" }).ClickAsync();
        await CheckAsync("a trace");
    }

    private async Task CheckAsync(string where)
    {
        var found = await Page.RunAxe();
        Assert.Equal("", string.Join('\n', found.Violations.Select(violation => $"{where}: {violation.Help}, as in {violation.Nodes[0].Html}")));
    }
}
