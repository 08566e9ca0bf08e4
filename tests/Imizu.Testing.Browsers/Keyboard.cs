using Microsoft.Playwright;
using Xunit;

namespace Imizu.Testing.Browsers;

/// <summary>Somebody at a page without a mouse: Tab leads from one element to the next, until what is wanted has the focus, and is seen to have it.</summary>
public sealed class Keyboard(IPage page)
{
    // More than a page has to go through.
    private const int Furthest = 400;

    /// <summary>Types into a field.</summary>
    public Task Fill(string label, string value) => Fill(page.GetByLabel(label, new() { Exact = true }), value);

    /// <inheritdoc cref="Fill(string, string)" />
    public async Task Fill(ILocator field, string value)
    {
        await To(field);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync(value);
    }

    /// <summary>Presses a button.</summary>
    public Task Press(string button) => Enter(page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }));

    /// <summary>Follows a link.</summary>
    public Task Follow(string link) => Enter(page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }));

    /// <summary>Follows a link or presses a button.</summary>
    public async Task Enter(ILocator target)
    {
        await To(target);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Ticks a box, or takes one of several choices: Tab comes to one of them, and arrows go on from there.</summary>
    public Task Choose(string label) => Choose(page.GetByLabel(label, new() { Exact = true }));

    /// <inheritdoc cref="Choose(string)" />
    public async Task Choose(ILocator choice)
    {
        var isOneOfSeveral = await choice.GetAttributeAsync("type") == "radio";
        await To(choice, isOneOfSeveral ? "(e, at) => at.name === e.name" : "(e, at) => at === e");
        for (var more = Furthest; more > 0 && !await Is(choice, "(e, at) => at === e"); more--)
        {
            await page.Keyboard.PressAsync("ArrowDown");
        }
        if (!await choice.IsCheckedAsync())
        {
            await page.Keyboard.PressAsync("Space");
        }
        Assert.True(await choice.IsCheckedAsync());
    }

    /// <summary>Takes an option of a list.</summary>
    public async Task Pick(ILocator list, string option)
    {
        await To(list);
        await page.Keyboard.PressAsync("Home");
        for (var more = Furthest; more > 0 && await list.EvaluateAsync<string>("e => e.selectedOptions[0].text") != option; more--)
        {
            await page.Keyboard.PressAsync("ArrowDown");
        }
        Assert.Equal(option, await list.EvaluateAsync<string>("e => e.selectedOptions[0].text"));
    }

    /// <summary>Chooses a file.</summary>
    public async Task Attach(string label, FilePayload file)
    {
        await To(page.GetByLabel(label, new() { Exact = true }));
        await (await page.RunAndWaitForFileChooserAsync(() => page.Keyboard.PressAsync("Space"))).SetFilesAsync(file);
    }

    private async Task To(ILocator target, string reached = "(e, at) => at === e")
    {
        await target.WaitForAsync();
        for (var more = Furthest; !await Is(target, reached); more--)
        {
            Assert.True(more > 0, $"Tab does not lead to {target}");
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.True(await page.EvaluateAsync<bool>("""
            () => { const at = document.activeElement, style = getComputedStyle(at); return at.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; }
            """), $"Nothing shows that {target} has the focus");
    }

    private static Task<bool> Is(ILocator target, string reached) => target.EvaluateAsync<bool>($"e => ({reached})(e, document.activeElement)");
}
