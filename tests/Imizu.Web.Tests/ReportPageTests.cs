using Imizu.Contracts.Access;
using Imizu.Contracts.Reports;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Web.Tests;

/// <summary>The yearly report, as whoever prepares it reads it.</summary>
[Collection(nameof(WebFixture))]
public sealed class ReportPageTests(WebFixture web)
{
    [Theory]
    [InlineData("printed")]
    [InlineData("breakdown")]
    public async Task Every_figure_of_fiscal_2024_is_on_the_page_as_the_report_has_it(string form)
    {
        var (open, _) = await web.LogIn(Role.Reporter);
        await using var _1 = open;
        var report = await web.Read<AnnualReport>("projection", $"/reports/2024?form={form}");
        await open.Page.GotoAsync($"/reports/2024?form={form}");
        await open.Sees(report.Title);
        var shown = await open.Page.Locator("[data-key]").EvaluateAllAsync<string[]>("all => all.map(cell => `${cell.dataset.key} ${cell.textContent}`)");
        Assert.NotEmpty(shown);
        Assert.Equal(report.Cells().Select(cell => $"{cell.Key} {cell.Value:#,0.######}{cell.Unit}"), shown);
    }

    [Fact]
    public async Task A_figure_leads_to_the_events_that_it_counts_and_a_derived_one_to_its_formula()
    {
        var (open, _) = await web.LogIn(Role.Reporter, Role.RecorderConsultation);
        await using var _1 = open;
        await open.Page.GotoAsync("/reports/2024");
        await open.Page.Locator("[data-key='consultation/cases-received']").First.ClickAsync();
        var evidence = await web.Read<CellEvidence>("projection", "/reports/2024/cells/consultation/cases-received/evidence");
        await open.Sees(evidence.Words);
        await Expect(open.Page.Locator(".figure")).ToHaveTextAsync($"{evidence.Value}{evidence.Unit}");
        await Expect(open.Page.GetByRole(AriaRole.Table, new() { Name = "数えた記録", Exact = true }).Locator("tbody tr")).ToHaveCountAsync(evidence.Counted.Items.Count);
        await open.Page.Locator("tbody a").First.ClickAsync();
        await Expect(open.Page.Locator(".timeline > li:target h2")).ToContainTextAsync("相談受付");
        await open.Page.GotoAsync("/reports/2024/cells/consultation/continuing");
        await Expect(open.Page.GetByRole(AriaRole.Heading, new() { Name = "式" })).ToBeVisibleAsync();
        await open.Sees("支援継続中");
    }

    [Fact]
    public async Task An_earlier_moment_is_asked_for_as_people_write_it_and_what_is_none_is_said()
    {
        var (open, _) = await web.LogIn(Role.Auditor);
        await using var _1 = open;
        await open.Page.GotoAsync("/reports/2024");
        await open.Fill("時点", "令和7年3月31日");
        await open.Press("表示する");
        await Expect(open.Page.GetByText("2025年3月31日 23:59 までに記録されたものによります。")).ToBeVisibleAsync();
        await open.Fill("時点", "いつか");
        await open.Press("表示する");
        await open.Sees("入力に誤りがあります");
    }

    [Fact]
    public async Task Who_has_no_right_is_told_so_and_sees_nothing()
    {
        var (open, _) = await web.LogIn(Role.Operator);
        await using var _1 = open;
        await Expect(open.Page.GetByRole(AriaRole.Link, new() { Name = "相談", Exact = true })).ToHaveCountAsync(0);
        await open.Page.GotoAsync("/records/cases");
        await open.Sees("この役割ではできません");
        await open.Page.GotoAsync("/reports/2024/cells/consultation/cases-received");
        await open.Sees("この役割ではできません");
    }
}
