using System.Globalization;
using Imizu.LocalHosting.Tests;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Dashboard.Tests.Browsing;

/// <summary>Whatever dies comes back by itself, and whoever looks sees that it did.</summary>
public sealed class KilledTests(Browser browser, City city) : CityPage(browser, city)
{
    [Fact]
    public async Task What_is_killed_comes_back_and_its_line_says_how_and_when_it_ended()
    {
        var messaging = IsSeenToComeBack("messaging");
        await IsSeenToComeBack("outreach");
        // Not together with it: a service that is just being started ends where it finds no database, and is started once more.
        await Task.WhenAll(IsSeenToComeBack("postgres"), messaging);

        await Expect(Page.Locator(".summary")).ToHaveTextAsync(AllWell());
        await Row("postgres").GetByRole(AriaRole.Link, new() { Name = "Console" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Log)).ToContainTextAsync("has ended: killed (SIGKILL). Nobody asked for that: it is started again.");
    }

    [Fact]
    public async Task When_the_host_itself_is_killed_the_next_start_leaves_nothing_of_the_first_and_all_is_well_again()
    {
        var first = Workings.ProcessesOf(City.Stack.Folder);
        Assert.Subset(first.ToHashSet(), City.Stack.State.Resources.Select(resource => resource.Process).OfType<LocalHosting.ProcessIdentity>().ToHashSet());

        await City.KillHostAndStartAgain();

        Assert.DoesNotContain(first, process => process.IsAlive);
        await Expect(Page.Locator("body")).ToContainTextAsync("has to be opened again whenever the stack was started again");
        await OpenAsync();
        await Expect(Page.Locator(".summary")).ToHaveTextAsync(AllWell());
    }

    private async Task IsSeenToComeBack(string victim)
    {
        var (restarts, from) = (City.Stack.State.Of(victim).Restarts, DateTimeOffset.Now.AddSeconds(-1));

        await City.Stack.Kill(victim);

        await Expect(Row(victim).Locator("[data-label=Restarts]")).ToHaveTextAsync($"{restarts + 1}");
        await Expect(Row(victim)).ToContainTextAsync("killed (SIGKILL)");
        await Expect(Row(victim)).ToContainTextAsync("healthy");
        var ended = await Row(victim).Locator("[data-label='Last exit']").GetAttributeAsync("title");
        Assert.InRange(DateTimeOffset.Parse(ended!, CultureInfo.InvariantCulture), from, DateTimeOffset.Now);
    }

    private string AllWell()
    {
        var resources = City.Stack.State.Resources.Count;
        return $"{resources} of {resources} are well";
    }
}
