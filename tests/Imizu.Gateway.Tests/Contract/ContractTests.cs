using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using Imizu.Contracts;
using Microsoft.Playwright;
using Xunit;

namespace Imizu.Gateway.Tests.Contract;

/// <summary>The published contract, as people and tools get it from the gateway.</summary>
[Collection(nameof(RunningGateway))]
public sealed class ContractTests(RunningGateway gateway) : IDisposable
{
    private const string Event = "jp.imizu.consultation.contact-recorded.v1";

    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly HttpClient _anybody = new() { BaseAddress = gateway.Address };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _anybody.Dispose();

    [Fact]
    public async Task The_contract_page_the_AsyncAPI_document_and_all_schemas_are_served()
    {
        Assert.Equal(ContractFiles.AsyncApi, await _anybody.GetStringAsync("/contract/asyncapi.json", Cancelled));
        var page = WebUtility.HtmlDecode(await _anybody.GetStringAsync("/contract", Cancelled));
        foreach (var (name, record) in EventCatalog.All)
        {
            using var schema = await _anybody.GetAsync($"/contract/schemas/{name}.json", Cancelled);
            Assert.Equal("application/schema+json", schema.Content.Headers.ContentType?.MediaType);
            Assert.Equal(ContractFiles.Schema(name), await schema.Content.ReadAsStringAsync(Cancelled));
            Assert.Contains($"id=\"{name}\"", page);
            Assert.Contains($"href=\"/contract/schemas/{name}.json\"", page);
            Assert.Contains(EventCatalog.LegalBasisOf(record), page);
        }

        using var unknown = await _anybody.GetAsync("/contract/schemas/jp.imizu.not-known.v1.json", Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.True((await unknown.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("errors").TryGetProperty("name", out _));
    }

    [Fact]
    public async Task The_contract_page_fits_wide_and_narrow_screens_and_loads_nothing_from_other_hosts()
    {
        using var playwright = await Playwright.CreateAsync();
        var program = Browsers.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            "This test looks at a page with Chromium, and this machine has none. Install it with: apt-get install -y --no-install-recommends chromium fonts-ipafont-gothic");
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] });
        foreach (var width in new[] { 1280, 400 })
        {
            var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 } });
            List<string> asked = [], complaints = [];
            page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
            page.Console += (_, message) => complaints.Add(message.Text);
            await page.GotoAsync(new Uri(gateway.Address, "/contract").ToString());
            Assert.Equal(["/contract", "/contract/contract.css"], asked);
            Assert.Empty(complaints);

            await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "相談の記録" }).ClickAsync();
            var article = page.Locator($"[id='{Event}']");
            await Assertions.Expect(article).ToBeInViewportAsync();
            foreach (var said in new[] { Event, "社会福祉法第106条の4第2項第5号", "実施日", "cityHallVisit 来庁", "符号の並び" })
            {
                await Assertions.Expect(article).ToContainTextAsync(said);
            }
            await article.GetByText("届くときの例").ClickAsync();
            await Assertions.Expect(article.GetByText("\"type\": \"" + Event)).ToBeVisibleAsync();
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            Assert.Empty((await page.RunAxe()).Violations.Select(found => $"{width}: {found.Id} {found.Nodes[0].Html}"));
        }
    }
}
