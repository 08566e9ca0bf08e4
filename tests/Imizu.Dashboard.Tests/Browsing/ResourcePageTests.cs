using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Dashboard.Tests.Browsing;

public sealed class ResourcePageTests(Browser browser, RunningStack stack) : PageTest(browser, stack)
{
    [Fact]
    public async Task The_first_page_shows_what_every_resource_is_doing()
    {
        await Expect(Row("job")).ToContainTextAsync("finished");
        await Expect(Row("job")).ToContainTextAsync("code 0");
        await Expect(Row("first")).ToContainTextAsync("healthy");
        await Expect(Row("first")).ToContainTextAsync($"{Stack.State.Of("first").Pid}");
        await Expect(Row("first").GetByRole(AriaRole.Link, new() { Name = "Ready?" }))
            .ToHaveAttributeAsync("href", Stack.State.Of("first").Url + "/health/ready");
        await Expect(Row("second").GetByRole(AriaRole.Link, new() { Name = "127.0.0.1" })).ToHaveAttributeAsync("href", Stack.State.Of("second").Url!);
    }

    [Fact]
    public async Task A_resource_that_is_stopped_stays_stopped_until_it_is_started()
    {
        var neighbour = Stack.State.Of("first").Pid;

        await Button("second", "Stop").ClickAsync();
        await Expect(Row("second")).ToContainTextAsync("stopped");
        Assert.Null(Stack.State.Of("second").Pid);
        await Button("second", "Start").ClickAsync();

        await Expect(Row("second")).ToContainTextAsync("healthy");
        Assert.Equal((neighbour, 0), (Stack.State.Of("first").Pid, Stack.State.Of("second").Restarts));
    }

    [Fact]
    public async Task A_restart_is_another_process_at_the_same_address()
    {
        var before = Stack.State.Of("second");

        await Button("second", "Restart").ClickAsync();

        await Expect(Row("second")).Not.ToContainTextAsync($"{before.Pid}");
        await Expect(Row("second")).ToContainTextAsync("healthy");
        Assert.Equal(before.Url, Stack.State.Of("second").Url);
    }

    [Fact]
    public async Task A_command_asks_and_then_shows_what_was_answered()
    {
        await Button("first", "Greet").ClickAsync();
        await Expect(Row("first")).ToContainTextAsync("Really greet?");
        await Row("first").GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Greet" }).ClickAsync();

        await Expect(Row("first").GetByRole(AriaRole.Status)).ToContainTextAsync("Good day");
        await Expect(Button("second", "Greet")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_password_is_shown_to_whoever_asks_for_it_and_not_before()
    {
        var password = LocalHosting.StackState.ReadConnectionStrings(Stack.Folder)["first-database"].Split("Password=")[1];

        await OpenAsync("/resources/first");
        var variable = Page.GetByRole(AriaRole.Row, new() { Name = "ConnectionStrings__database" });

        await Expect(variable).ToContainTextAsync("Host=elsewhere;Database=first;Password=•••");
        Assert.DoesNotContain(password, await Page.ContentAsync(), StringComparison.Ordinal);
        await variable.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(variable).ToContainTextAsync(password);
    }

    [Fact]
    public async Task What_the_stack_gives_a_resource_stands_apart_from_what_it_inherits()
    {
        await OpenAsync("/resources/first");

        await Expect(Page.Locator("main > .wide .environment")).ToContainTextAsync("ASPNETCORE_URLS");
        await Expect(Page.Locator("main > .wide .environment")).Not.ToContainTextAsync("PATH");
        await Expect(Page.Locator(".inherited")).ToContainTextAsync("PATH");
    }

    [Fact]
    public async Task Every_page_says_of_which_stack_it_is_and_a_wrong_address_that_there_is_none()
    {
        await Expect(Page.GetByRole(AriaRole.Banner)).ToContainTextAsync(Stack.Folder);
        await Expect(Page.GetByRole(AriaRole.Banner)).ToContainTextAsync("times are UTC");

        await OpenAsync("/nowhere");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Nothing here");
        await OpenAsync("/console/nobody");
        await Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync("The stack has no resource nobody.");
    }

    [Fact]
    public async Task The_console_has_what_a_resource_prints_and_finds_a_part_of_it()
    {
        await Row("first").GetByRole(AriaRole.Link, new() { Name = "Console" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Log)).ToContainTextAsync("Application started");

        await Page.GetByLabel("Search").FillAsync("now listening");

        await Expect(Page.GetByRole(AriaRole.Log)).ToContainTextAsync("Now listening on");
        await Expect(Page.GetByRole(AriaRole.Log)).Not.ToContainTextAsync("Application started");
    }

    private ILocator Button(string resource, string name) => Row(resource).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
