using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Imizu.Testing.Browsers;

/// <summary>Chromium, as it is installed on this machine.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var program = Programs.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            "These tests look at pages with Chromium, and this machine has none. Install it with: apt-get install -y --no-install-recommends chromium fonts-ipafont-gothic");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] });
    }

    /// <summary>A page with cookies of its own, which nothing of another host may enter and whose script and policy may complain of nothing.</summary>
    /// <param name="address">Where it begins.</param>
    /// <param name="others">What else it may be led to.</param>
    /// <param name="scripts">Whether it gets the pages' scripts.</param>
    /// <param name="kept">What another one had kept (cookies), to go on with.</param>
    public async Task<OpenPage> Open(Uri address, IReadOnlyList<Uri>? others = null, bool scripts = true, string? kept = null)
    {
        var context = await _browser!.NewContextAsync(new() { BaseURL = address.ToString(), StorageState = kept, ViewportSize = new() { Width = 1024, Height = 900 } });
        await context.AddInitScriptAsync(OpenPage.NotesEnhancedNavigation);
        if (!scripts)
        {
            // What the test asks of a page is script too, so that they are not switched off.
            await context.RouteAsync("**/*.js", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = "" }));
        }
        return new(await context.NewPageAsync(), [address.Authority, .. (others ?? []).Select(other => other.Authority)]);
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
    }
}

/// <summary>A page that somebody has open.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    /// <summary>Notes in a page that Blazor fetches the next one, until it is there: no load tells so.</summary>
    internal const string NotesEnhancedNavigation = """
        (() => {
          const ask = window.fetch;
          window.fetch = (address, options) => {
            if (new Headers(options?.headers).get('Accept')?.includes('blazor-enhanced-nav')) {
              if (window.isLeaving === undefined) Blazor.addEventListener('enhancedload', () => window.isLeaving = false);
              window.isLeaving = true;
            }
            return ask(address, options);
          };
        })()
        """;

    private readonly List<string> _complaints = [];

    internal OpenPage(IPage page, IReadOnlyCollection<string> hosts)
    {
        Page = page;
        page.SetDefaultTimeout(60_000);
        Assertions.SetDefaultExpectTimeout(60_000);
        page.Request += (_, request) => Complain(request.Url.StartsWith("data:", StringComparison.Ordinal) || hosts.Contains(new Uri(request.Url).Authority) ? null : $"asks {request.Url}");
        // A form that is refused is answered with 400, which the browser notes.
        page.Console += (_, message) => Complain(message.Text.Contains("the server responded with a status of 4", StringComparison.Ordinal) ? null : message.Text);
    }

    /// <summary>What its script and policy have complained of, and what it has asked of other hosts.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>The page itself.</summary>
    public IPage Page { get; }

    /// <summary>What the page is called.</summary>
    public ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    /// <summary>Waits for a page.</summary>
    public Task IsAt(string title) => Assertions.Expect(Heading).ToHaveTextAsync(title);

    /// <summary>Types into a field.</summary>
    public async Task Fill(string label, string value) => await Field(label).FillAsync(value);

    /// <summary>Presses a button.</summary>
    public Task Press(string button) => Press(Button(button));

    /// <summary>Follows a link.</summary>
    public Task Follow(string link) => Press(Link(link));

    /// <summary>Follows a link or presses a button, and waits for the page that it leads to.</summary>
    public async Task Press(ILocator target)
    {
        await target.ClickAsync();
        await HasArrived();
    }

    /// <summary>Begins to log in.</summary>
    public async Task LogIn(string code, string password)
    {
        await Page.GotoAsync("/log-in");
        await Fill("職員コード", code);
        await Fill("パスワード", password);
        await Press("ログイン");
    }

    /// <summary>Gives the password and the code where a page asks for them.</summary>
    /// <param name="person">Who.</param>
    /// <param name="step">Which code of the authenticator app: see <see cref="Person.AppCode" />.</param>
    public async Task Enter(Person person, int step)
    {
        await Fill("職員コード", person.Code);
        await Fill("パスワード", Person.Password);
        await Press("ログイン");
        await Fill("確認コード", person.AppCode(step));
        await Press("確認する");
    }

    /// <summary>Waits for a page, and looks whether everybody can use it (WCAG, by axe), on wide and on narrow screens, and as large as four times.</summary>
    public async Task Sees(string title)
    {
        await IsAt(title);
        // 320 is 1280 at 400 %; the pages have one other layout, for what is wider than 640.
        foreach (var width in new[] { 320, 1920 })
        {
            await Fits(width);
            Assert.Empty((await Page.RunAxe()).Violations.Select(found => $"{title} {width}: {found.Id} {found.Nodes[0].Html}"));
            Assert.Empty(await Page.EvaluateAsync<string[]>("""
                [...document.querySelectorAll('button, .button, nav a, .links a, input:not([type=hidden]):not([type=checkbox]):not([type=radio])')].filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)
                """));
        }

        await Fits(1024);
        Assert.Empty(_complaints);
        if (Environment.GetEnvironmentVariable("IMIZU_SCREENSHOTS") is { } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{title}.png"), FullPage = true });
        }
    }

    /// <summary>Gives the browser a device that holds passkeys and takes its owner for verified.</summary>
    public async Task PlugInAuthenticator()
    {
        var cdp = await Page.Context.NewCDPSessionAsync(Page);
        await cdp.SendAsync("WebAuthn.enable");
        var options = JsonSerializer.SerializeToElement(new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true });
        await cdp.SendAsync("WebAuthn.addVirtualAuthenticator", new() { ["options"] = options });
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    // A page that is typed into before the next one is there has the next one's fields soon, and not what was typed.
    internal Task HasArrived() => Page.WaitForFunctionAsync("() => !window.isLeaving");

    internal ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    internal ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    internal ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    private async Task Fits(int width)
    {
        await Page.SetViewportSizeAsync(width, 900);
        Assert.Equal(width, await Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private void Complain(string? what)
    {
        if (what is not null)
        {
            _complaints.Add(what);
        }
    }
}
