using Microsoft.Playwright;
using Xunit;

namespace Imizu.Testing.Browsers;

/// <summary>Somebody at a page without a mouse: Tab leads from one element to the next, until what is wanted has the focus, and is seen to have it.</summary>
public sealed class Keyboard(OpenPage open)
{
    // More than a page has to go through.
    private const int Furthest = 400;

    // Of the element that is wanted (e) and the one that has the focus (at).
    private const string Itself = "at === e", OneOfItsGroup = "at.name === e.name";

    private IPage Page => open.Page;

    /// <summary>Types into a field.</summary>
    public Task Fill(string label, string value) => Fill(open.Field(label), value);

    /// <inheritdoc cref="Fill(string, string)" />
    public async Task Fill(ILocator field, string value)
    {
        await To(field);
        await Page.Keyboard.PressAsync("Control+A");
        await Page.Keyboard.InsertTextAsync(value);
    }

    /// <summary>Presses a button.</summary>
    public Task Press(string button) => Enter(open.Button(button));

    /// <summary>Follows a link.</summary>
    public Task Follow(string link) => Enter(open.Link(link));

    /// <summary>Follows a link or presses a button.</summary>
    public async Task Enter(ILocator target)
    {
        await To(target);
        await Page.Keyboard.PressAsync("Enter");
        await open.HasArrived();
    }

    /// <summary>Ticks a box, or takes one of several choices: Tab comes to one of them, and arrows go on from there.</summary>
    public Task Choose(string label) => Choose(open.Field(label));

    /// <inheritdoc cref="Choose(string)" />
    public async Task Choose(ILocator choice)
    {
        await To(choice, await choice.GetAttributeAsync("type") == "radio" ? OneOfItsGroup : Itself);
        for (var more = Furthest; more > 0 && !await Is(choice, Itself); more--)
        {
            await Page.Keyboard.PressAsync("ArrowDown");
        }
        if (!await choice.IsCheckedAsync())
        {
            await Page.Keyboard.PressAsync("Space");
        }
        Assert.True(await choice.IsCheckedAsync());
    }

    /// <summary>Takes an option of a list.</summary>
    public async Task Pick(ILocator list, string option)
    {
        await To(list);
        await Page.Keyboard.PressAsync("Home");
        for (var more = Furthest; more > 0 && await list.EvaluateAsync<string>("e => e.selectedOptions[0].text") != option; more--)
        {
            await Page.Keyboard.PressAsync("ArrowDown");
        }
        Assert.Equal(option, await list.EvaluateAsync<string>("e => e.selectedOptions[0].text"));
    }

    /// <summary>Chooses a file.</summary>
    public async Task Attach(string label, FilePayload file)
    {
        await To(open.Field(label));
        await (await Page.RunAndWaitForFileChooserAsync(() => Page.Keyboard.PressAsync("Space"))).SetFilesAsync(file);
    }

    private async Task To(ILocator target, string reached = Itself)
    {
        await target.WaitForAsync();
        for (var more = Furthest; !await Is(target, reached); more--)
        {
            Assert.True(more > 0, $"Tab does not lead to {target}");
            await Page.Keyboard.PressAsync("Tab");
        }
        Assert.True(await Page.EvaluateAsync<bool>("""
            () => { const at = document.activeElement, style = getComputedStyle(at); return at.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; }
            """), $"Nothing shows that {target} has the focus");
    }

    private static Task<bool> Is(ILocator target, string reached) => target.EvaluateAsync<bool>($"e => {{ const at = document.activeElement; return {reached}; }}");
}
