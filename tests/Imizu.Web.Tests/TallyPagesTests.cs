using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Imizu.Contracts.Access;
using Imizu.Contracts.Streams;
using Imizu.Testing.Browsers;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Web.Tests;

/// <summary>Numbers that are filled in on a sheet, and those that other systems have sent in vain.</summary>
[Collection(nameof(WebFixture))]
public sealed class TallyPagesTests(WebFixture web)
{
    private const string Programme = "障がい者相談支援事業", Code = "disability-consultations";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_programmes_months_are_filled_in_on_a_grid_and_what_is_wrong_keeps_nothing_else_back()
    {
        var (open, _) = await web.LogIn(Role.RecorderCommunityBuilding);
        await using var _1 = open;
        await open.Follow("各分野の件数");
        await open.Page.GetByLabel("事業", new() { Exact = true }).SelectOptionAsync(Programme);
        await open.Fill("年度", "令和3");
        await open.Press("表示する");
        await open.Fill("延べ相談回数　4月", "１２");
        await open.Fill("延べ相談回数　5月", "たくさん");
        await open.Press("記録する");
        var wrong = open.Page.GetByLabel("延べ相談回数　5月");
        await Expect(wrong).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(wrong).ToHaveValueAsync("たくさん");
        await open.Sees("各分野の件数");
        await wrong.FillAsync("30");
        await open.Press("記録する");
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 件を記録しました。");
        await Expect(open.Page.GetByLabel("延べ相談回数　4月")).ToHaveValueAsync("12");
        var history = await web.Read<HistoryAnswer>("community-building", $"/measures/{Code}");
        Assert.Equal(["2021-04-01 12", "2021-05-01 30"], history.Entries.Where(entry => entry.Data.TryGetProperty("from", out var from) && from.GetString()!.StartsWith("2021", StringComparison.Ordinal))
            .Select(entry => $"{entry.Data.GetProperty("from")} {entry.Data.GetProperty("value")}"));

        // Whoever was overtaken does not write over it.
        using var recorded = await web.Http.PostAsJsonAsync(new Uri(web.Stack.Services["community-building"], $"/measures/{Code}/tallies"), new { from = "2021-04-01", to = "2021-04-30", value = 13 }, Cancelled);
        Assert.True(recorded.IsSuccessStatusCode);
        await open.Fill("延べ相談回数　4月", "14");
        await open.Press("記録する");
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ほかの人が 13 に変えました");
        await open.Press("記録する");
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 件を記録しました。");
        await open.Follow("延べ相談回数");
        await open.Sees($"各分野の項目 {Code}");
    }

    [Fact]
    public async Task A_tally_that_could_not_be_taken_in_is_mended_and_another_discarded()
    {
        var sender = $"sender-{Guid.NewGuid():N}"[..12];
        using var http = await web.NewSender(sender, Programme);
        using var sheet = new StringContent($"事業,項目,単位,開始日,終了日,値\n{Programme},延べ相談回数,件,2020-04-01,2020-04-30,5\n{Programme},延べ相談回数,人,2020-05-01,2020-05-31,6\n", Encoding.UTF8, "text/csv");
        using var sent = await http.PostAsync("/tallies/files", sheet, Cancelled);
        Assert.Equal(2, (await sent.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("refused").GetInt32());

        var (open, _) = await web.LogIn(Role.Operator);
        await using var _1 = open;
        await open.Follow("受け取れなかった集計");
        await open.Fill("送り手", sender);
        await open.Press("探す");
        await open.Sees("受け取れなかった集計");
        var letters = open.Page.Locator("tbody tr");
        await Expect(letters).ToHaveCountAsync(2);
        await open.Press(letters.Filter(new() { HasText = "「件」" }).GetByRole(AriaRole.Link));
        await open.Press("送り直す");
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("単位");
        await open.Sees("受け取れなかった集計");
        var body = open.Page.GetByLabel("内容");
        await body.FillAsync((await body.InputValueAsync()).Replace("\"件\"", "\"回\"", StringComparison.Ordinal));
        await open.Press("送り直す");
        await Expect(open.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("送り直し、受け取りました。");
        await open.Page.GotoAsync($"/dead-letters?sender={sender}");
        await open.Press(letters.GetByRole(AriaRole.Link));
        await open.Press("破棄する");
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await open.Fill("理由", "試験の送信");
        await open.Press("破棄する");
        await Expect(open.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("破棄しました。");
        await open.Page.GotoAsync($"/dead-letters?sender={sender}&state=");
        await Expect(letters).ToHaveCountAsync(2);
        await Expect(open.Page.Locator("tbody")).ToContainTextAsync("送り直した");
    }

    [Fact]
    public async Task A_months_sessions_of_all_projects_are_recorded_on_one_sheet()
    {
        var (open, _) = await web.LogIn(Role.RecorderCommunityBuilding);
        await using var _1 = open;
        await open.Page.GotoAsync("/records/projects");
        await open.Follow("月の分をまとめて記録する");
        await open.Fill("月", "2025-05");
        await open.Press("表示する");
        var (first, second) = (open.Page.GetByRole(AriaRole.Group).First, open.Page.GetByRole(AriaRole.Group).Nth(1));
        await first.GetByLabel("日").First.FillAsync("３日");
        await first.GetByLabel("延べ人数").First.FillAsync("25");
        await second.GetByLabel("日").First.FillAsync("32");
        await second.GetByLabel("延べ人数").First.FillAsync("8");
        await open.Press("記録する");
        await Expect(second.GetByLabel("日").First).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(first.GetByLabel("日").First).ToHaveValueAsync("");
        await Expect(first).ToContainTextAsync("3日 25人");
        await open.Sees("開催のまとめ記録");
        await second.GetByLabel("日").First.FillAsync("令和7年5月9日");
        await open.Press("記録する");
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 件を記録しました。");
        await Expect(second).ToContainTextAsync("9日 8人　計 8人");
    }
}
