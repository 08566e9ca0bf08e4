using System.Text.RegularExpressions;
using Imizu.Contracts.Access;
using Imizu.Testing.Browsers;
using Imizu.Testing.Servers;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Web.Tests;

/// <summary>The pictures of the guide: what it shows is there. <c>IMIZU_PICTURES=docs/pictures</c> takes them anew.</summary>
[Collection(nameof(WebFixture))]
public sealed partial class PicturesTests(WebFixture web)
{
    private readonly List<string> _shown = [];

    [Fact]
    public async Task The_guide_shows_pages_as_they_are()
    {
        var (desk, _) = await web.LogIn(Role.RecorderConsultation, Role.Reporter);
        await using var _1 = desk;
        await Show(desk, "home", "ホーム");
        var path = await desk.Receive("令和8年5月1日");
        await desk.Page.GotoAsync($"{path}/household");
        await desk.Fill("実施日", "令和8年5月8日");
        await desk.Page.GetByLabel("単身世帯").CheckAsync();
        await desk.Press("記録する");
        await Show(desk, "case");
        await desk.Page.GotoAsync($"{path}/contacts");
        await desk.Page.GetByLabel("電話").CheckAsync();
        await Show(desk, "contact", "相談の記録");
        await desk.Page.GotoAsync("/reports/2024");
        await Show(desk, "report");
        await desk.Press(desk.Page.Locator("[data-key='consultation/cases-received']").First);
        await Show(desk, "evidence", "相談受付件数");
        await desk.Page.GotoAsync("/imports");
        await desk.Page.GetByLabel("ファイル").SetInputFilesAsync(Recorded.Csv("相談台帳.csv", "番号,相談受付日,受付の経路,世帯の類型\nR5-1,R5.6.1,本人,単身世帯\nR5-2,R5.6.8,家族・親族,その他世帯\n"));
        await desk.Press("次へ");
        await Show(desk, "import", "相談の取込み");

        var (community, _) = await web.LogIn(Role.RecorderCommunityBuilding);
        await using var _2 = community;
        await community.Page.GotoAsync("/measures?year=2024");
        await Show(community, "measures", "各分野の件数");

        var (running, _) = await web.LogIn(Role.Operator, Role.Auditor);
        await using var _3 = running;
        await running.Page.GotoAsync("/replays");
        await Show(running, "replays", "再集計・突合");
        await running.Page.GotoAsync("/access-log");
        await Show(running, "access-log", "操作の記録（相談支援）");

        var docs = Path.Combine(Repository.Root, "docs");
        var named = Named().Matches(await File.ReadAllTextAsync(Path.Combine(docs, "手引き.md"), TestContext.Current.CancellationToken)).Select(found => found.Groups[1].Value);
        Assert.Equal(_shown.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        Assert.Equal(_shown.Order(StringComparer.Ordinal), Directory.GetFiles(Path.Combine(docs, "pictures"), "*.png").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }

    private async Task Show(OpenPage open, string name, string? title = null)
    {
        var heading = open.Heading;
        await (title is null ? Expect(heading).ToBeVisibleAsync() : Expect(heading).ToHaveTextAsync(title));
        _shown.Add(name);
        if (Environment.GetEnvironmentVariable("IMIZU_PICTURES") is { Length: > 0 } folder)
        {
            await open.Page.SetViewportSizeAsync(1024, 768);
            await open.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
        }
    }

    [GeneratedRegex(@"\]\(pictures/([a-z-]+)\.png\)")]
    private static partial Regex Named();
}
