using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Imizu.Contracts.Access;
using Imizu.Contracts.Replays;
using Imizu.Testing.Browsers;
using Microsoft.Playwright;
using Npgsql;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Web.Tests;

/// <summary>What an auditor looks at, and who runs the stack does.</summary>
[Collection(nameof(WebFixture))]
public sealed class RunningPagesTests(WebFixture web)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_auditor_sees_who_did_what_with_a_case_saves_it_and_finds_the_log_as_it_was_written()
    {
        var (desk, recorder) = await web.LogIn(Role.RecorderConsultation);
        await using var _1 = desk;
        var path = await desk.Receive("2018-07-01");
        var (open, auditor) = await web.LogIn(Role.Auditor);
        await using var _2 = open;
        await open.Page.GotoAsync(path);
        await open.Follow("誰が見て、何をしたか");
        await open.Sees("操作の記録（相談支援）");
        var rows = open.Page.Locator("tbody tr");
        await Expect(rows.First).ToContainTextAsync(auditor.Code);
        await Expect(rows.First).ToContainTextAsync("相談の記録と支援連携先の台帳を読む");
        await open.Fill("職員コード", recorder.Code);
        await open.Press("探す");
        await Expect(rows.GetByText("済み（201）")).ToBeVisibleAsync();
        await Expect(rows.GetByText(auditor.Code)).ToHaveCountAsync(0);
        var file = await (await open.Page.RunAndWaitForDownloadAsync(() => open.Follow("CSV（新しい順に 100,000 件まで）"))).PathAsync();
        Assert.Contains($"{recorder.Code},cases.record,POST", await File.ReadAllTextAsync(file, Cancelled), StringComparison.Ordinal);
        await open.Fill("いつまで", "2020-04-01");
        await open.Press("探す");
        await Expect(open.Page.GetByText("当たる記録はありません。")).ToBeVisibleAsync();
        await open.Fill("いつまで", "いつか");
        await open.Press("探す");
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await open.Follow("書かれたままか確かめる");
        await Expect(open.Page.GetByText("件すべて、書かれたままです。")).ToBeVisibleAsync();
        await open.Press(open.Page.GetByRole(AriaRole.Navigation, new() { Name = "サービス" }).GetByText("年次報告"));
        await open.Sees("操作の記録（年次報告）");
        await open.Press(open.Page.GetByRole(AriaRole.Navigation, new() { Name = "サービス" }).GetByText("ログインと利用者"));
        await open.Sees("操作の記録（ログインと利用者）");
        await open.Fill("職員コード", recorder.Code);
        await open.Press("探す");
        await Expect(rows.First).ToContainTextAsync("確認コードでログインする");
        await Expect(rows.First).ToContainTextAsync("済み（302）");
    }

    [Fact]
    public async Task The_page_to_try_an_interface_runs_its_own_scripts_and_none_that_is_put_into_it()
    {
        await using var open = await web.OpenStranger(web.Stack.Services["consultation"]);
        var answer = await open.Page.GotoAsync("/scalar");
        Assert.DoesNotContain("script-src 'self' 'unsafe-inline'", answer!.Headers["content-security-policy"], StringComparison.Ordinal);
        await Expect(open.Page.GetByRole(AriaRole.Button, new() { Name = "Copy cURL code" }).First).ToBeAttachedAsync();
        // It says its name in the console.
        Assert.DoesNotContain(open.Complaints, said => !said.StartsWith("@scalar/api-reference@", StringComparison.Ordinal));
        await open.Page.EvaluateAsync("() => document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }))");
        Assert.False(await open.Page.EvaluateAsync<bool>("() => window.ran === true"));
    }

    [Fact]
    public async Task Figures_are_told_again_compared_swapped_and_stepped_back()
    {
        var (open, person) = await web.LogIn(Role.Operator);
        await using var _1 = open;
        await open.Follow("再集計・突合");
        await open.Press("比べるだけ");
        await Expect(open.Page.GetByText("今の値と一致しました")).ToBeVisibleAsync();
        await open.Press("再集計して入れ替える");
        await Expect(open.Page.GetByText("入れ替わりました")).ToBeVisibleAsync();
        await open.Page.ReloadAsync();
        await Expect(open.Page.GetByRole(AriaRole.Table, new() { Name = "入れ替えの記録" }).Locator("tbody tr").First).ToContainTextAsync(person.Code);
        await Expect(open.Page.GetByRole(AriaRole.Table, new() { Name = "突合" }).GetByText("一致しています")).ToHaveCountAsync(4);
        using (var made = await web.Http.PutAsJsonAsync(new Uri(web.Stack.Services["gateway"], "/accounts/welfare-desk"), new { kind = "follower" }, Cancelled))
        {
            made.EnsureSuccessStatusCode();
        }
        await open.Page.ReloadAsync();
        await Expect(open.Page.GetByRole(AriaRole.Table, new() { Name = "出来事を読むほかのシステム" }).Locator("tbody tr")).ToHaveTextAsync(["welfare-deskなし－"]);
        await open.Press("再集計をやめる");
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("この再集計は動いていません");
        await open.Press("前の集計に戻す");
        await Expect(open.Page.GetByText("前の集計に戻しています")).ToBeVisibleAsync();
        await open.Press("数え直した集計に進める");
        await Expect(open.Page.GetByText("前の集計に戻しています")).ToHaveCountAsync(0);
        await open.Sees("再集計・突合");

        // Who may only look finds no button.
        var (other, _) = await web.LogIn(Role.Reporter);
        await using var _2 = other;
        await other.Page.GotoAsync("/replays");
        await other.Sees("再集計・突合");
        await Expect(other.Page.GetByRole(AriaRole.Button, new() { Name = "再集計して入れ替える" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_difference_is_shown_and_the_figures_swapped_once_somebody_has_said_why()
    {
        var live = (await web.Read<GenerationsStatus>("projection", "/replays/generations")).Live;
        await using (var database = NpgsqlDataSource.Create(web.Stack.DatabaseOf("projection")))
        await using (var change = database.CreateCommand($"update journal.facts_{live} set weight = weight + 1 where ctid = (select ctid from journal.facts_{live} where fiscal_year = 2024 limit 1)"))
        {
            await change.ExecuteNonQueryAsync(Cancelled);
        }

        var (open, person) = await web.LogIn(Role.Operator);
        await using var _1 = open;
        await open.Page.GotoAsync("/replays");
        await open.Press("再集計して入れ替える");
        await open.Follow("違いを認める");
        await Expect(open.Page.GetByRole(AriaRole.Table, new() { Name = "再集計の違い" }).Locator("tbody tr")).ToHaveCountAsync(1);
        await open.Press("認めて入れ替える");
        await Expect(open.Page.GetByLabel("違いを認める理由")).ToHaveAccessibleDescriptionAsync(new Regex("空です"));
        await open.Sees("再集計・突合");
        await open.Fill("違いを認める理由", "試験で変えた値");
        await open.Press("認めて入れ替える");
        await Expect(open.Page.GetByText("入れ替わりました")).ToBeVisibleAsync();
        await open.Page.ReloadAsync();
        await Expect(open.Page.GetByRole(AriaRole.Table, new() { Name = "入れ替えの記録" }).Locator("tbody tr").First).ToContainTextAsync($"1{person.Code} 試験で変えた値");
    }
}
