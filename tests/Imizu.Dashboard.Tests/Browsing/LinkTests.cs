using System.Diagnostics;
using Microsoft.Playwright;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Dashboard.Tests.Browsing;

/// <summary>What one trace leads to in another: a message that is taken in later, say.</summary>
[Collection<OneStack>]
public sealed class LinkTests(Browser browser) : IAsyncLifetime
{
    private LoneDashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await LoneDashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task From_a_trace_a_click_leads_to_what_it_led_to_and_another_back()
    {
        TellOfTwoTraces();
        await using var context = await browser.Chromium.NewContextAsync();
        context.SetDefaultTimeout(DashboardPage.PatienceMilliseconds);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{_dashboard.Pages}/login?t={_dashboard.Options.Token}");
        await Expect(page.Locator("main[data-live=yes]")).ToBeVisibleAsync(new() { Timeout = DashboardPage.PatienceMilliseconds });
        await page.GetByRole(AriaRole.Link, new() { Name = "Traces" }).ClickAsync();
        await Expect(page.Locator("main[data-live=yes]")).ToBeVisibleAsync(new() { Timeout = DashboardPage.PatienceMilliseconds });
        await page.GetByRole(AriaRole.Link, new() { Name = "POST /contacts" }).ClickAsync();
        var heading = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        // The list before it has a link of the other name too.
        await Expect(heading).ToHaveTextAsync("POST /contacts");

        await page.GetByRole(AriaRole.Link, new() { Name = "announce" }).ClickAsync();
        await Expect(heading).ToHaveTextAsync("announce");
        await page.GetByRole(AriaRole.Complementary).GetByRole(AriaRole.Link, new() { Name = "POST /contacts" }).ClickAsync();

        await Expect(heading).ToHaveTextAsync("POST /contacts");
    }

    private void TellOfTwoTraces()
    {
        using var source = new ActivitySource($"Tests.{Guid.NewGuid():N}");
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource(source.Name)
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("consultation"))
            .AddOtlpExporter(exporter =>
            {
                exporter.Protocol = OtlpExportProtocol.Grpc;
                exporter.Endpoint = new Uri(_dashboard.Grpc);
                exporter.Headers = $"x-otlp-api-key={_dashboard.Options.ApiKey}";
            })
            .Build();
        ActivityContext recorded;
        using (var recording = source.StartActivity("POST /contacts", ActivityKind.Server)!)
        {
            recorded = recording.Context;
        }

        source.StartActivity("announce", ActivityKind.Producer, parentContext: default, links: [new(recorded)])!.Dispose();
    }
}
