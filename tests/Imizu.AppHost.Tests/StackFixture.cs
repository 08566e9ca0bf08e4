using Imizu.Testing.Servers;
using Microsoft.Playwright;
using Xunit;

namespace Imizu.AppHost.Tests;

/// <summary>One whole stack with its dashboard, as the AppHost runs it, for the tests that do not break it.</summary>
[CollectionDefinition(nameof(StackFixture))]
public sealed class StackFixture : IAsyncLifetime, ICollectionFixture<StackFixture>
{
    /// <summary>What the AppHost's environment has that is nobody else's business.</summary>
    public const string Foreign = "of-the-host-alone";

    /// <summary>A password that every service prints: it is a part of the name under which .NET logs.</summary>
    public const string PrintedPassword = "Lifetime";

    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;

    public RunningStack Stack { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>What the operations service is shown to be doing before anything is recorded.</summary>
    public string StateWhileEmpty { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Stack = await RunningStack.Start(TestContext.Current.CancellationToken, settings: [("Dashboard__Enabled", "true"), ("Parameters__outreach-password", PrintedPassword), ("SOME_TOKEN", Foreign), ("ConnectionStrings__another", Foreign)]);
        var program = Array.Find(Browsers, File.Exists) ?? throw new InvalidOperationException(
            "These tests look at the dashboard with Chromium. Install it with: apt-get install -y --no-install-recommends chromium fonts-ipafont-gothic");
        _playwright = await Playwright.CreateAsync();
        // Chromium's own sandbox does not work for root.
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] });
        var dashboard = await DashboardPage.OpenAsync(this);
        await Assertions.Expect(dashboard.Row("operations")).Not.ToContainTextAsync("Running");
        StateWhileEmpty = await dashboard.Row("operations").InnerTextAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // Where the start has failed, some are not there.
        await (Browser?.DisposeAsync() ?? default);
        _playwright?.Dispose();
        await (Stack?.DisposeAsync() ?? default);
    }
}
