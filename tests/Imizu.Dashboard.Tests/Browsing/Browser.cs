using Microsoft.Playwright;
using Xunit;

namespace Imizu.Dashboard.Tests.Browsing;

/// <summary>The machine's own Chromium, started once for all tests that look at pages.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private IPlaywright? _playwright;

    /// <summary>The browser.</summary>
    public IBrowser Chromium { get; private set; } = null!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var program = Places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            "These tests look at the dashboard with Chromium, and this machine has none. "
            + "Install it with: apt-get install -y --no-install-recommends chromium fonts-ipafont-gothic");
        _playwright = await Playwright.CreateAsync();
        // Chromium's own sandbox does not work for root, as whom tests run in a container.
        Chromium = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Chromium is not null)
        {
            await Chromium.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
