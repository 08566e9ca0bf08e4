using System.Text;
using Imizu.Contracts.Access;
using Imizu.Testing.Browsers;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Web.Tests;

/// <summary>Each page's main task, by keyboard alone.</summary>
[Collection(nameof(WebFixture))]
public sealed class KeyboardTests(WebFixture web)
{
    private static Task IsTold(OpenPage open, string what) => Expect(open.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync(what);

    [Fact]
    public async Task A_caseworker_logs_in_finds_a_case_corrects_it_and_takes_an_entry_back()
    {
        var (open, person) = await web.LogIn(Role.RecorderConsultation, Role.RecorderOutreach);
        await using var _1 = open;
        var keyboard = new Keyboard(open);
        await keyboard.Press($"ログアウト（{person.Code}）");
        await open.IsAt("ログイン");
        await keyboard.Fill("職員コード", person.Code);
        await keyboard.Fill("パスワード", Person.Password);
        await keyboard.Press("ログイン");
        await keyboard.Fill("確認コード", person.AppCode(1));
        await keyboard.Press("確認する");
        await open.IsAt("ホーム");

        await keyboard.Follow("相談");
        await open.IsAt("相談の一覧");
        await keyboard.Follow("新しく記録する");
        await open.IsAt("相談受付");
        await keyboard.Fill("実施日", "令和5年8月1日");
        await keyboard.Choose("家族・親族");
        await keyboard.Press("記録する");
        await IsTold(open, "相談受付 を記録しました");
        var number = (await open.Heading.InnerTextAsync()).Replace("相談 ", "", StringComparison.Ordinal);

        await keyboard.Follow("相談");
        await open.IsAt("相談の一覧");
        await keyboard.Fill("番号・名称", number);
        await keyboard.Press("探す");
        await Expect(open.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await keyboard.Follow(number);
        await open.IsAt($"相談 {number}");
        await keyboard.Follow("訂正する");
        await keyboard.Fill("実施日", "R5.8.2");
        await open.Page.Keyboard.PressAsync("Enter");
        await Expect(open.Page.Locator(".timeline > .new")).ToContainTextAsync("2023年8月2日 相談受付");
        await keyboard.Enter(open.Page.Locator(".timeline > .new").GetByRole(AriaRole.Link, new() { Name = "取り消す" }));
        await keyboard.Choose("二重登録");
        await keyboard.Press("取り消す");
        await IsTold(open, "記録の取消し を記録しました");

        await keyboard.Follow("支援対象者");
        await keyboard.Follow("新しく記録する");
        await keyboard.Fill("実施日", "R5.8.3");
        await keyboard.Choose("民生委員");
        await keyboard.Press("記録する");
        await IsTold(open, "支援対象者の把握 を記録しました");
    }

    [Fact]
    public async Task Tallies_are_filled_in_and_sent_as_a_table_and_a_months_sessions_recorded()
    {
        const string Programme = "地域子育て支援拠点事業", Measure = "子育て支援センター延べ利用者数";
        var (open, _) = await web.LogIn(Role.RecorderCommunityBuilding, Role.RecorderParticipation);
        await using var _1 = open;
        var keyboard = new Keyboard(open);
        await keyboard.Follow("各分野の件数");
        await open.IsAt("各分野の件数");
        await keyboard.Pick(open.Page.GetByLabel("事業", new() { Exact = true }), Programme);
        await keyboard.Fill("年度", "令和2");
        await keyboard.Press("表示する");
        await keyboard.Fill($"{Measure}　4月", "１２");
        await keyboard.Press("記録する");
        await IsTold(open, "1 件を記録しました。");
        await keyboard.Follow("表を送る");
        await open.IsAt("件数の表を送る");
        await keyboard.Attach("ファイル", Recorded.Csv("集計.csv", $"事業,項目,単位,開始日,終了日,値\n{Programme},{Measure},人,2020-05-01,2020-05-31,120\n"));
        await keyboard.Press("確かめる");
        await IsTold(open, "記録できる行 1");
        await keyboard.Press("1 行を記録する");
        await IsTold(open, "記録した行 1");

        await open.Page.GotoAsync("/sheets/sessions?month=2025-06");
        var first = open.Page.GetByRole(AriaRole.Group).First;
        await keyboard.Fill(first.GetByLabel("日").First, "３日");
        await keyboard.Fill(first.GetByLabel("延べ人数").First, "25");
        await keyboard.Press("記録する");
        await IsTold(open, "1 件を記録しました。");

        await keyboard.Follow("参加支援");
        await keyboard.Follow("新しく記録する");
        await keyboard.Fill("実施日", "R7.6.4");
        await keyboard.Press("記録する");
        await IsTold(open, "参加支援のプラン作成 を記録しました");
    }

    [Fact]
    public async Task A_register_is_taken_in()
    {
        var (open, person) = await web.LogIn(Role.RecorderConsultation);
        await using var _1 = open;
        var keyboard = new Keyboard(open);
        await keyboard.Follow("Excel や CSV の台帳を取り込む");
        await keyboard.Attach("ファイル", Recorded.Csv("台帳.csv", $"番号,相談受付日,経路\n{person.Code}-1,H19.6.1,家族\n"));
        await keyboard.Press("次へ");
        await keyboard.Pick(open.Page.GetByRole(AriaRole.Combobox, new() { Name = "経路", Exact = true }), "相談受付：受付の経路");
        await keyboard.Press("確かめる");
        await keyboard.Pick(open.Page.GetByLabel("相談受付：受付の経路「家族」"), "家族・親族");
        await keyboard.Press("確かめる");
        await IsTold(open, "正しい行 1");
        await keyboard.Press("1 行を記録する");
        await IsTold(open, "記録した行 1");
    }

    [Fact]
    public async Task A_report_is_looked_at_as_of_a_moment_and_explained_and_a_year_is_closed_and_corrected()
    {
        var (open, _) = await web.LogIn(Role.Reporter);
        await using var _1 = open;
        var keyboard = new Keyboard(open);
        await open.Page.GotoAsync("/reports/2010");
        await keyboard.Fill("時点", "令和7年3月31日");
        await keyboard.Press("表示する");
        await Expect(open.Page.GetByText("までに記録されたものによります。")).ToBeVisibleAsync();
        await keyboard.Enter(open.Page.Locator("[data-key='consultation/contacts-by-method/telephone']"));
        await Expect(open.Heading).ToContainTextAsync("電話");
        await open.Page.GotoAsync("/reports/2010");
        await keyboard.Follow("計画値、文、確定");
        await keyboard.Follow("年度の計画値");
        await keyboard.Choose("支援プランの作成件数");
        await keyboard.Fill("計画値", "７");
        await keyboard.Press("記録する");
        await IsTold(open, "年度の計画値 を記録しました");
        await keyboard.Follow("年度の確定の申請");
        await keyboard.Press("記録する");
        await IsTold(open, "年度の確定の申請 を記録しました");

        var (other, _) = await web.LogIn(Role.Approver);
        await using var _2 = other;
        keyboard = new(other);
        await other.Page.GotoAsync("/records/fiscal-years/2010");
        await keyboard.Follow("年度の確定");
        await keyboard.Press("記録する");
        await IsTold(other, "年度の確定 を記録しました");
        await keyboard.Follow("確定版と訂正版");
        await keyboard.Follow("確定版を見る");
        await Expect(other.Page.Locator(".edition")).ToContainTextAsync("確定版");
    }

    [Fact]
    public async Task Figures_are_compared_a_tally_is_discarded_the_log_is_searched_and_somebody_gets_an_account()
    {
        var (open, person) = await web.LogIn(Role.Operator, Role.Auditor);
        await using var _1 = open;
        var keyboard = new Keyboard(open);
        await keyboard.Follow("再集計・突合");
        await keyboard.Press("比べるだけ");
        await Expect(open.Page.GetByText("今の値と一致しました")).ToBeVisibleAsync();

        const string Programme = "障がい者相談支援事業";
        var sender = $"sender-{Guid.NewGuid():N}"[..12];
        using var http = await web.NewSender(sender, Programme);
        using var content = new StringContent($"事業,項目,単位,開始日,終了日,値\n{Programme},延べ相談回数,件,2020-06-01,2020-06-30,5\n", Encoding.UTF8, "text/csv");
        using var sent = await http.PostAsync("/tallies/files", content, TestContext.Current.CancellationToken);
        await keyboard.Follow("受け取れなかった集計");
        await keyboard.Fill("送り手", sender);
        await keyboard.Press("探す");
        await keyboard.Enter(open.Page.Locator("tbody tr").GetByRole(AriaRole.Link));
        await keyboard.Fill("理由", "試験の送信");
        await keyboard.Press("破棄する");
        await IsTold(open, "破棄しました。");

        await keyboard.Follow("操作の記録");
        await keyboard.Fill("職員コード", person.Code);
        await keyboard.Press("探す");
        await Expect(open.Page.Locator("tbody tr").First).ToContainTextAsync(person.Code);

        await keyboard.Follow("利用者");
        await keyboard.Follow("利用者を加える");
        var added = $"k-{Guid.NewGuid():N}"[..12];
        await keyboard.Fill("職員コード", added);
        await keyboard.Choose(open.Page.GetByLabel("記録担当（相談支援）"));
        await keyboard.Press("加える");
        await open.IsAt($"利用者 {added}");
    }
}
