using System.Text;
using System.Text.RegularExpressions;
using Imizu.Contracts.Access;
using Imizu.Contracts.Reports;
using Imizu.Testing.Browsers;
using Imizu.Testing.Servers;
using Microsoft.Playwright;
using MiniExcelLibs;
using UglyToad.PdfPig;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Web.Tests;

/// <summary>The yearly report, as whoever prepares it reads it.</summary>
[Collection(nameof(WebFixture))]
public sealed class ReportPageTests(WebFixture web)
{
    /// <summary>The page of fiscal 2024 in a form, and what the service tells of it.</summary>
    private async Task<(OpenPage Open, AnnualReport Report)> OpenReport(string form)
    {
        var (open, _) = await web.LogIn(Role.Reporter);
        await open.Page.GotoAsync($"/reports/2024?form={form}");
        return (open, await web.Read<AnnualReport>("projection", $"/reports/2024?form={form}"));
    }

    // Without its blanks.
    private static string TextOf(IEnumerable<UglyToad.PdfPig.Content.Page> pages) =>
        string.Concat(pages.SelectMany(page => page.Letters).Select(letter => letter.Value).Where(letter => !string.IsNullOrWhiteSpace(letter)));

    [Theory]
    [InlineData("printed")]
    [InlineData("breakdown")]
    public async Task Every_figure_of_fiscal_2024_is_on_the_page_as_the_report_has_it(string form)
    {
        var (open, report) = await OpenReport(form);
        await using var _1 = open;
        await open.Sees(report.Title);
        var shown = await open.Page.Locator("[data-key]").EvaluateAllAsync<string[]>("all => all.map(cell => `${cell.dataset.key} ${cell.textContent}`)");
        Assert.NotEmpty(shown);
        Assert.Equal(report.Cells().Select(cell => $"{cell.Key} {cell.Value:#,0.######}{cell.Unit}"), shown);
        await open.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await open.Sees(report.Title);
    }

    [Theory]
    [InlineData("printed")]
    [InlineData("breakdown")]
    public async Task Every_figure_of_fiscal_2024_is_in_the_workbook_and_in_the_printed_PDF(string form)
    {
        var (open, report) = await OpenReport(form);
        await using var _1 = open;
        var file = await (await open.Page.RunAndWaitForDownloadAsync(() => open.Follow("Excel"))).PathAsync();
        var lines = MiniExcel.GetSheetNames(file).SelectMany(sheet => MiniExcel.Query(file, useHeaderRow: true, sheetName: sheet, excelType: ExcelType.XLSX).Cast<IDictionary<string, object>>());
        Assert.Equal(report.Cells().Select(cell => (cell.Key, cell.Value)), lines.Select(line => ((string)line["キー"], (decimal?)(double)line["値"])));

        var shown = await open.Page.Locator("[data-key]").AllTextContentsAsync();
        using var pdf = PdfDocument.Open(await open.Page.PdfAsync(new() { PreferCSSPageSize = true }));
        var text = TextOf(pdf.GetPages());
        var at = 0;
        foreach (var figure in shown)
        {
            // No end of a greater one.
            var found = new Regex($"(?<![0-9,.]){Regex.Escape(figure.Normalize(NormalizationForm.FormKC))}").Match(text, at);
            Assert.True(found.Success, $"{figure} is not behind {text[Math.Max(0, at - 40)..at]}");
            at = found.Index + found.Length;
        }
    }

    [Fact]
    public async Task Years_stand_beside_one_another()
    {
        var (open, _) = await web.LogIn(Role.Reporter);
        await using var _1 = open;
        await open.Page.GotoAsync("/reports/2024");
        await open.Follow("推移");
        await open.Sees("年度ごとの推移");
        await Expect(open.Page.Locator("[data-key='2024 consultation/cases-received']")).ToHaveTextAsync("29件");
        var file = await (await open.Page.RunAndWaitForDownloadAsync(() => open.Follow("CSV"))).PathAsync();
        Assert.Contains("consultation/cases-received,相談受付件数,件,0,", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_year_gets_its_target_is_closed_by_two_people_and_leaves_an_edition()
    {
        var (open, reporter) = await web.LogIn(Role.Reporter);
        await using var _1 = open;
        await open.Page.GotoAsync("/records/fiscal-years/2009");
        await open.Sees("平成21年度の計画値、文、確定");
        await open.Follow("年度の計画値");
        await open.Page.GetByLabel("支援プランの作成件数", new() { Exact = true }).CheckAsync();
        await open.Fill("計画値", "七");
        await open.Press("記録する");
        await Expect(open.Page.GetByLabel("計画値", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await open.Fill("計画値", "７");
        await open.Press("記録する");
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("年度の計画値 を記録しました");
        await open.Page.GotoAsync("/reports/2009");
        await Expect(open.Page.GetByRole(AriaRole.Row, new() { Name = "支援プランの作成件数" })).ToContainTextAsync("7件");
        await open.Page.GotoAsync("/records/fiscal-years/2009");
        await Expect(open.Page.GetByRole(AriaRole.Link, new() { Name = "年度の確定", Exact = true })).ToHaveCountAsync(0);
        await open.Follow("年度の確定の申請");
        await open.Press("記録する");
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("年度の確定の申請 を記録しました");
        // Until it is approved, it can be taken back.
        await Expect(open.Page.Locator(".timeline > .new a")).ToHaveTextAsync("取り消す");

        var (other, approver) = await web.LogIn(Role.Approver);
        await using var _2 = other;
        await other.Page.GotoAsync("/records/fiscal-years/2009");
        await other.Follow("年度の確定");
        await other.Press("記録する");
        await Expect(other.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("年度の確定 を記録しました");
        await Expect(other.Page.Locator(".timeline > .new a")).ToHaveCountAsync(0);
        await other.Follow("確定版と訂正版");
        await other.Sees("平成21年度の確定版と訂正版");
        var edition = Assert.Single(await web.Read<List<EditionSummary>>("projection", "/fiscal-years/2009/editions"));
        Assert.Equal((approver.Code, reporter.Code), (edition.ApprovedBy, edition.RequestedBy));
        await Expect(other.Page.GetByText(edition.Hash)).ToBeVisibleAsync();
        await Expect(other.Page.GetByText("違いはありません。")).ToBeVisibleAsync();
        await IsPrinted(() => other.Follow("確定版を見る"), $"平成21年度確定版SHA-256{edition.Hash}");
        await Expect(other.Page.Locator(".edition")).ToContainTextAsync(edition.Hash);
        // Some fonts have one letter for two of them.
        var ligatures = new string('f', edition.Hash.Length);
        await other.Page.RouteAsync("**/reports/2009**", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace(edition.Hash, ligatures, StringComparison.Ordinal) });
        });
        Assert.Contains($"SHA-256{ligatures}", await IsPrinted(() => other.Page.ReloadAsync(), $"平成21年度確定版SHA-256{ligatures}"), StringComparison.Ordinal);
        await other.Page.UnrouteAllAsync();
        await IsPrinted(() => other.Page.GotoAsync("/reports/2009"), "平成21年度現在の記録（確定版ではありません）");
        await IsPrinted(() => other.Page.GotoAsync("/reports/2009?asOf=2025-03-31"), "平成21年度2025年3月31日23:59までの記録（確定版ではありません）");

        // What comes later is in the next edition, beside what the first one says.
        var (late, _) = await web.LogIn(Role.RecorderConsultation);
        await using var _3 = late;
        await late.Receive("2009-06-01");
        await Eventually.Is(async () => (await web.Read<AnnualReport>("projection", "/reports/2009")).Value("consultation/cases-received") == 1, "it is counted");
        await open.Page.GotoAsync("/records/fiscal-years/2009");
        await open.Follow("訂正版の申請");
        await open.Fill("理由", "記録が遅れたため");
        await open.Press("記録する");
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("訂正版の申請 を記録しました");
        await other.Page.GotoAsync("/records/fiscal-years/2009");
        await other.Follow("年度の訂正");
        await other.Press("記録する");
        await Expect(other.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("年度の訂正 を記録しました");
        await other.Page.GotoAsync("/reports/2009/editions");
        var differing = other.Page.GetByRole(AriaRole.Table, new() { Name = "確定版からの違い" });
        await Expect(differing.GetByRole(AriaRole.Columnheader)).ToHaveTextAsync(["項目", "確定版", "訂正版（第2版）"]);
        await Expect(differing.GetByRole(AriaRole.Row, new() { Name = "相談受付件数 0件 1件", Exact = true })).ToBeVisibleAsync();

        // Answers what the pages have but their footers.
        async Task<string> IsPrinted(Func<Task> show, string footer)
        {
            await other.Page.RunAndWaitForRequestFinishedAsync(show, new() { Predicate = request => request.Url.Contains("/footer.css", StringComparison.Ordinal) });
            using var pdf = PdfDocument.Open(await other.Page.PdfAsync(new() { PreferCSSPageSize = true }));
            return string.Concat(pdf.GetPages().Select(page =>
            {
                var (below, text) = ($"{page.Number}/{pdf.NumberOfPages}{footer}", TextOf([page]));
                Assert.StartsWith(below, text, StringComparison.Ordinal);
                return text[below.Length..];
            }));
        }
    }

    [Fact]
    public async Task A_figure_leads_to_the_events_that_it_counts_and_a_derived_one_to_its_formula()
    {
        var (open, _) = await web.LogIn(Role.Reporter, Role.RecorderConsultation);
        await using var _1 = open;
        await open.Page.GotoAsync("/reports/2024");
        await open.Press(open.Page.Locator("[data-key='consultation/cases-received']").First);
        var evidence = await web.Read<CellEvidence>("projection", "/reports/2024/cells/consultation/cases-received/evidence");
        await open.Sees(evidence.Words);
        await Expect(open.Page.Locator(".figure")).ToHaveTextAsync($"{evidence.Value}{evidence.Unit}");
        await Expect(open.Page.GetByRole(AriaRole.Table, new() { Name = "数えた記録", Exact = true }).Locator("tbody tr")).ToHaveCountAsync(evidence.Counted.Items.Count);
        await open.Press(open.Page.Locator("tbody a").First);
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
