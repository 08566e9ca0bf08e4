using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Dashboard.Tests.Browsing;

/// <summary>What one of several processes of a service tells is found under its own name.</summary>
public sealed class ReplicaPageTests(Browser browser, ReplicatedStack stack) : PageTest(browser, stack), IClassFixture<ReplicatedStack>
{
    [Fact]
    public async Task From_a_replica_its_links_lead_to_what_that_one_told_and_not_the_other()
    {
        await AskAsync("first-2", "/");

        await Row("first-2").GetByRole(AriaRole.Link, new() { Name = "first-2" }).ClickAsync();
        await Link("Traces").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "GET /" })).ToContainTextAsync("first-2");
        await Page.GetByLabel("Resource").SelectOptionAsync("first-1");
        await Expect(Page.Locator("main")).ToContainTextAsync("Nothing that fits has come in yet.");

        await OpenAsync("/resources/first-2");
        await Link("Logs").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Application started" })).ToContainTextAsync("first-2");

        await OpenAsync("/resources/first-2");
        await Link("Metrics").ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "http.server.request.duration" }).ClickAsync();
        await Expect(Page.Locator(".charts figcaption").First).ToContainTextAsync("in all");
    }

    // The resource's, and not that of the pages above.
    private ILocator Link(string name) => Page.Locator("dd").GetByRole(AriaRole.Link, new() { Name = name });
}

/// <summary>A stack whose first service is two processes.</summary>
public sealed class ReplicatedStack() : RunningStack("--Replicas=2");
