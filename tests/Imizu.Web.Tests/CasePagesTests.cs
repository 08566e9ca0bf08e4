using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts.Access;
using Imizu.Testing.Browsers;
using Imizu.Testing.Servers;
using Imizu.Web.Recording;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Web.Tests;

/// <summary>What a caseworker does, in a real browser.</summary>
[Collection(nameof(WebFixture))]
public sealed class CasePagesTests(WebFixture web)
{
    // A page's path is its service's below /records.
    private static string AtService(string path) => path.Replace("/records", "", StringComparison.Ordinal);

    private async Task<string> Number(string path) => (await web.Read<JsonElement>("consultation", AtService(path))).GetProperty("number").GetString()!;

    [Fact]
    public async Task A_contact_recorded_by_keyboard_alone_changes_the_open_report_and_is_in_its_evidence()
    {
        var (open, person) = await web.LogIn(Role.RecorderConsultation);
        await using var _1 = open;
        await open.Page.GotoAsync("/records/cases/new");
        await open.Sees("相談受付");
        var path = await open.Receive("令和5年5月1日");
        await open.Sees($"相談 {await Number(path)}");

        var report = await open.Page.Context.NewPageAsync();
        await report.GotoAsync("/reports/2023");
        var cell = report.Locator("[data-key='consultation/contacts-by-method/telephone']");
        await Expect(cell).ToHaveTextAsync("0件");

        await open.Page.GotoAsync($"{path}/contacts");
        await new Keyboard(open).Fill("実施日", "R5.5.2");
        foreach (var key in new[] { "Tab", "Space", "Tab", "Space", "Enter" })
        {
            await open.Page.Keyboard.PressAsync(key);
        }
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("相談の記録 を記録しました");
        await Expect(open.Page.Locator(".timeline > .new")).ToContainTextAsync("2023年5月2日 相談の記録");

        await report.BringToFrontAsync();
        await Expect(cell).ToHaveTextAsync("1件");
        await open.Press(cell);
        await Expect(report.GetByRole(AriaRole.Table, new() { Name = "数えた記録", Exact = true })).ToContainTextAsync("2023年5月2日");
        Assert.Equal(person.Code, (await web.Read<JsonElement>("consultation", AtService(path))).GetProperty("entries")[1].GetProperty("actor").GetString());
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_nothing_that_was_typed_is_lost()
    {
        var (open, _) = await web.LogIn(Role.RecorderConsultation);
        await using var _1 = open;
        var path = await open.Receive("2023-06-01");
        await open.Page.GotoAsync($"{path}/contacts");
        await open.Fill("実施日", "4/5/2025");
        await open.Page.GetByLabel("電話").CheckAsync();
        await open.Press("記録する");
        await Expect(open.Page.GetByLabel("実施日")).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("月と日が分かりません"));
        await Expect(open.Page.GetByLabel("実施日")).ToHaveValueAsync("4/5/2025");
        await Expect(open.Page.GetByLabel("電話")).ToBeCheckedAsync();
        await open.Sees("相談の記録");

        await open.Fill("実施日", "2023-05-01");
        await open.Page.GetByLabel("その他").Last.CheckAsync();
        await open.Press("記録する");
        await Expect(open.Page.GetByLabel("実施日")).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("相談受付の日"));
        await open.Fill("実施日", "今日");
        await open.Press("記録する");
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("相談の記録 を記録しました");
    }

    [Fact]
    public async Task An_entry_is_corrected_and_taken_back_where_it_stands()
    {
        var (open, _) = await web.LogIn(Role.RecorderConsultation);
        await using var _1 = open;
        var path = await open.Receive("2023-07-01");
        await open.Follow("訂正する");
        await Expect(open.Page.GetByLabel("実施日")).ToHaveValueAsync("2023-07-01");
        await Expect(open.Page.GetByLabel("家族・親族")).ToBeCheckedAsync();
        await open.Fill("実施日", "2023-07-02");
        await open.Press("訂正する");
        await Expect(open.Page.Locator(".timeline > .retracted")).ToContainTextAsync("訂正前");
        await Expect(open.Page.Locator(".timeline > li:not(.retracted)")).ToContainTextAsync("2023年7月2日 相談受付");

        await open.Page.GotoAsync($"{path}/household");
        await open.Fill("実施日", "2023-07-03");
        await open.Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await open.Press("記録する");
        await open.Press(open.Page.Locator(".timeline > .new").GetByText("取り消す"));
        await open.Sees("記録の取消し");
        await open.Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await open.Press("取り消す");
        await Expect(open.Page.Locator(".timeline")).ToContainTextAsync("世帯の類型（取消し）");
        await open.Sees($"相談 {await Number(path)}");
    }

    [Fact]
    public async Task Whoever_was_overtaken_sees_by_what_and_sends_the_form_again()
    {
        var (open, _) = await web.LogIn(Role.RecorderConsultation);
        await using var _1 = open;
        var path = await open.Receive("2023-08-01");
        await open.Page.GotoAsync($"{path}/contacts");
        await open.Fill("実施日", "2023-08-02");
        await open.Page.GetByLabel("訪問").CheckAsync();
        await open.Page.GetByLabel("家族関係").CheckAsync();
        using var other = new StringContent("""{"on":"2023-08-01"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var recorded = await web.Http.PostAsync(new Uri(web.Stack.Services["consultation"], $"{AtService(path)}/consent"), other, TestContext.Current.CancellationToken);
        Assert.True(recorded.IsSuccessStatusCode);
        await open.Press("記録する");
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ほかの人が先に記録しました");
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("本人同意");
        await Expect(open.Page.GetByLabel("訪問")).ToBeCheckedAsync();
        await open.Press("記録する");
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("相談の記録 を記録しました");
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_is_recorded_once()
    {
        var (open, _) = await web.LogIn(Role.RecorderConsultation);
        await using var _1 = open;
        var path = await open.Receive("2023-09-01");
        await open.Page.GotoAsync($"{path}/contacts");
        await open.Fill("実施日", "2023-09-02");
        await open.Page.GetByLabel("電話").CheckAsync();
        await open.Page.GetByLabel("家族関係").CheckAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "記録する" }).DblClickAsync();
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("相談の記録 を記録しました");
        var entries = (await web.Read<JsonElement>("consultation", AtService(path))).GetProperty("entries");
        Assert.Equal(2, entries.GetArrayLength());
    }

    [Fact]
    public async Task The_sessions_end_while_somebody_types_loses_nothing()
    {
        var (open, person) = await web.LogIn(Role.RecorderConsultation);
        await using var _1 = open;
        var path = await open.Receive("2023-10-01");
        await open.Page.GotoAsync($"{path}/contacts");
        await open.Fill("実施日", "2023-10-02");
        await open.Page.GetByLabel("面接").CheckAsync();
        await open.Page.Context.ClearCookiesAsync();
        await open.Press("記録する");
        await open.Enter(person, step: 1);
        await Expect(open.Page.GetByLabel("実施日")).ToHaveValueAsync("2023-10-02");
        await Expect(open.Page.GetByLabel("面接")).ToBeCheckedAsync();
        await open.Page.GetByLabel("家族関係").CheckAsync();
        await open.Press("記録する");
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("相談の記録 を記録しました");
    }

    [Fact]
    public async Task Cases_are_found_by_number_status_month_and_who_recorded_them()
    {
        var (open, person) = await web.LogIn(Role.RecorderConsultation);
        await using var _1 = open;
        var path = await open.Receive("2022-05-01");
        await open.Page.GotoAsync("/records/cases");
        await open.Sees("相談の一覧");
        await open.Follow("自分の記録");
        var row = open.Page.Locator("tbody tr");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row).ToContainTextAsync("R4-001");
        await Expect(row).ToContainTextAsync("支援プランの作成（2022年5月31日まで）");
        await open.Page.GotoAsync("/records/cases?search=令和4-1");
        await open.Page.GotoAsync("/records/cases");
        await open.Fill("番号・名称", "Ｒ４－００１");
        await open.Press("探す");
        await Expect(row).ToHaveCountAsync(1);
        await open.Page.GotoAsync($"/records/cases?actor={person.Code}&status=inSupport");
        await Expect(row).ToHaveCountAsync(0);
        await open.Page.GotoAsync($"/records/cases?actor={person.Code}&overdue=true&month=2022-05");
        await Expect(row).ToHaveCountAsync(1);
        await open.Page.GotoAsync("/records/cases?month=5月");
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("2024-05 の形にしてください");
        await open.Page.GotoAsync("/records/cases?search=R4-001");
        await open.Press(open.Page.GetByRole(AriaRole.Link, new() { Name = "R4-001" }));
        Assert.Equal(path, new Uri(open.Page.Url).AbsolutePath);
    }

    [Fact]
    public async Task Each_kind_has_a_list_in_the_menu_and_a_secret_conference_is_in_the_list_of_who_took_part_alone()
    {
        var (open, person) = await web.LogIn([.. Role.Recorders]);
        await using var _1 = open;
        foreach (var kind in StreamKind.All.Where(kind => kind.IsListed))
        {
            await open.Press(open.Page.GetByRole(AriaRole.Navigation, new() { Name = "メニュー" }).GetByRole(AriaRole.Link, new() { Name = kind.Word, Exact = true }));
            await open.IsAt($"{kind.Word}の一覧");
        }

        var held = new { on = "2018-07-02", kind = "supportConference", cases = Array.Empty<Guid>(), attendees = new[] { person.Code } };
        using var recorded = await web.Http.PostAsJsonAsync(new Uri(web.Stack.Services["consultation"], $"/conferences/{Guid.NewGuid()}/holding"), held, TestContext.Current.CancellationToken);
        recorded.EnsureSuccessStatusCode();
        await open.Page.GotoAsync("/records/conferences?type=supportConference&month=2018-07");
        await open.Sees("会議の一覧");
        var rows = open.Page.GetByRole(AriaRole.Table, new() { Name = "会議の一覧" }).Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows).ToContainTextAsync("2018年7月2日");
        await open.Press(rows.GetByRole(AriaRole.Link));
        await Expect(open.Page.GetByText("支援会議の開催")).ToBeVisibleAsync();

        var (other, _) = await web.LogIn(Role.RecorderConsultation);
        await using var _2 = other;
        await other.Page.GotoAsync("/records/conferences?type=supportConference&month=2018-07");
        await Expect(other.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("0 件");
    }

    [Fact]
    public async Task Hostile_text_is_shown_as_text_and_no_script_within_a_page_runs()
    {
        var (open, _) = await web.LogIn(Role.RecorderParticipation);
        await using var _1 = open;
        await open.Page.GotoAsync("/records/agencies/new");
        await open.Fill("名称", "<script>document.title='x'</script><b>団体</b>");
        await open.Press("記録する");
        await open.IsAt("協力機関 <script>document.title='x'</script><b>団体</b>");
        Assert.DoesNotContain("x", (await open.Page.TitleAsync()).Split(" - ")[^1], StringComparison.Ordinal);
        var refused = await open.Page.EvaluateAsync<bool>("""
            new Promise(done => {
              document.addEventListener('securitypolicyviolation', () => done(true));
              const script = document.createElement('script');
              script.textContent = 'window.injected = true';
              document.body.append(script);
              setTimeout(() => done(false), 5000);
            })
            """);
        Assert.True(refused);
        Assert.False(await open.Page.EvaluateAsync<bool>("window.injected === true"));
    }

    [Fact]
    public async Task Other_cases_and_partners_are_named_by_number_and_by_name_and_what_changed_is_told()
    {
        var (open, _) = await web.LogIn(Role.RecorderConsultation);
        await using var _1 = open;
        var path = await open.Receive("2025-05-06");
        var number = await Number(path);
        await open.Page.GotoAsync("/records/conferences/new/supportConference");
        await open.Fill("実施日", "2025-06-01");
        await open.Fill("話し合った相談の番号", "R7-999");
        await open.Press("記録する");
        await Expect(open.Page.GetByLabel("話し合った相談の番号")).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("「R7-999」に当たる相談がありません"));
        await open.Fill("話し合った相談の番号", number);
        await open.Press("記録する");
        await open.Follow("相談を開く");
        await open.Sees($"相談 {number}");

        await open.Follow("支援連携先との連携");
        await open.Fill("実施日", "2025-06-02");
        await open.Fill("支援連携先の符号", "社会福祉");
        await open.Press("記録する");
        await Expect(open.Page.GetByLabel("支援連携先の符号")).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("社会福祉協議会.*のどれか分かりません"));
        await open.Fill("支援連携先の符号", "社会福祉協議会");
        await open.Press("記録する");
        await open.Press(open.Page.Locator(".timeline > .new dd a"));
        await open.Sees("支援連携先 社会福祉協議会");
        await open.Page.GotoAsync("/reports/2025/changes?from=2025-04-01");
        await open.Sees("変わった集計値");
        await Expect(open.Page.Locator("[data-key='consultation/cases-received']")).ToBeVisibleAsync();
        await Expect(open.Page.GetByRole(AriaRole.Table, new() { Name = "相談受付件数を変えた記録", Exact = true })).ToContainTextAsync("数えるようになった、");
    }

    [Fact]
    public async Task What_looks_recorded_twice_is_recorded_and_said_to_look_so()
    {
        var (open, _) = await web.LogIn(Role.RecorderConsultation);
        await using var _1 = open;
        var path = await open.Receive("2021-07-01");
        foreach (var warnings in new[] { 0, 1 })
        {
            await open.Page.GotoAsync($"{path}/contacts");
            await open.Fill("実施日", "2021-07-02");
            await open.Page.GetByLabel("電話").CheckAsync();
            await open.Page.GetByLabel("その他").Last.CheckAsync();
            await open.Press("記録する");
            await Expect(open.Page.Locator(".told")).ToContainTextAsync("相談の記録 を記録しました");
            await Expect(open.Page.Locator(".warned")).ToHaveCountAsync(warnings);
        }

        await open.Sees($"相談 {await Number(path)}");
    }

    [Fact]
    public async Task Without_a_script_the_same_is_shown_and_recorded()
    {
        var (open, _) = await web.LogIn(scripts: false, [Role.RecorderConsultation]);
        await using var _1 = open;
        var path = await open.Receive("2019-05-07");
        await open.Page.GotoAsync($"{path}/contacts");
        await open.Fill("実施日", "R1.5.8");
        await open.Page.GetByLabel("電話").CheckAsync();
        await open.Press("記録する");
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await open.Page.GetByLabel("家族関係").CheckAsync();
        await open.Press("記録する");
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("相談の記録 を記録しました");
        await Eventually.Is(
            async () =>
            {
                await open.Page.GotoAsync("/reports/2019");
                return await open.Page.Locator("[data-key='consultation/contacts-by-method/telephone']").TextContentAsync() == "1件";
            },
            "the report counts it");
    }

    [Fact]
    public async Task A_form_that_is_not_of_this_session_is_refused_in_words()
    {
        var (open, _) = await web.LogIn(Role.RecorderConsultation);
        await using var _1 = open;
        var path = await open.Receive("2019-06-01");
        await open.Page.GotoAsync($"{path}/contacts");
        await open.Page.EvaluateAsync("document.querySelectorAll('main [name=__RequestVerificationToken]').forEach(token => token.value = 'x')");
        await open.Press("記録する");
        await open.Sees("画面の期限が切れています");
    }
}
