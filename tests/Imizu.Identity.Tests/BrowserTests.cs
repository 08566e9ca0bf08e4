using Imizu.Contracts.Access;
using Imizu.Testing.Browsers;
using Microsoft.Playwright;
using Xunit;

namespace Imizu.Identity.Tests;

/// <summary>What people do, in a real browser. Each page that is come by is looked at whether everybody can use it.</summary>
[Collection(nameof(RunningIdentity))]
public sealed class BrowserTests(RunningIdentity identity, Browser browser)
{
    [Fact]
    public async Task A_caseworker_begins_with_a_new_password_and_an_authenticator_and_logs_in_with_both()
    {
        var (person, password) = await identity.NewStaff(Role.RecorderConsultation);
        await using var open = await browser.Open(identity.Address);
        await open.LogIn(person.Code, password);
        await open.Sees("パスワードの変更");
        await open.Fill("今のパスワード", password);
        await open.Fill("新しいパスワード", "password1234");
        await open.Fill("新しいパスワード（もう一度）", "password1234");
        await open.Press("変更する");
        await Assertions.Expect(open.Page.GetByLabel("新しいパスワード", new() { Exact = true })).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("推測されやすい"));
        await open.Sees("パスワードの変更");
        await open.Fill("今のパスワード", password);
        await open.Fill("新しいパスワード", RunningIdentity.Password);
        await open.Fill("新しいパスワード（もう一度）", RunningIdentity.Password);
        await open.Press("変更する");

        await open.Sees("二つ目の確認の準備");
        await open.Follow("認証アプリを登録する");
        await open.Sees("認証アプリ");
        await open.Page.GetByText("読み取れないとき").ClickAsync();
        person.ScanKey(await open.Page.Locator("#key").InnerTextAsync());
        await open.Fill("確認コード", person.AppCode(0));
        await open.Press("登録する");
        await open.Sees("回復コード");
        await open.Press("回復コードを作る");
        await Assertions.Expect(open.Page.Locator(".codes li")).ToHaveCountAsync(10);
        await open.Sees("回復コード");
        var recovery = await open.Page.Locator(".codes code").First.InnerTextAsync();
        await open.Follow("控えました");
        await open.Sees("自分の登録");
        await open.Press("ログアウト");
        await open.Sees("ログアウトしました");

        await open.LogIn(person.Code, RunningIdentity.Password);
        await open.Sees("二つ目の確認");
        await open.Fill("確認コード", person.AppCode(1));
        await open.Press("確認する");
        await open.Sees("自分の登録");
        await open.Press("ログアウト");

        await open.LogIn(person.Code, RunningIdentity.Password);
        await open.Page.GetByText("認証アプリが使えないとき").ClickAsync();
        await open.Fill("回復コード", recovery);
        await open.Press("回復コードでログイン");
        await Assertions.Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("残りは 9 個");
        await open.Sees("自分の登録");
    }

    [Fact]
    public async Task A_caseworker_registers_a_passkey_and_logs_in_with_it_alone()
    {
        var (person, password) = await identity.NewStaff(Role.RecorderConsultation);
        await using var open = await browser.Open(identity.Address);
        await open.PlugInAuthenticator();
        await open.LogIn(person.Code, password);
        await open.Fill("今のパスワード", password);
        await open.Fill("新しいパスワード", RunningIdentity.Password);
        await open.Fill("新しいパスワード（もう一度）", RunningIdentity.Password);
        await open.Press("変更する");
        await open.Follow("パスキーを登録する");
        await open.Sees("パスキー");
        await open.Fill("名前", "窓口の端末");
        await open.Press("パスキーを登録する");
        await Assertions.Expect(open.Page.GetByRole(AriaRole.Rowheader, new() { Name = "窓口の端末" })).ToBeVisibleAsync();
        await open.Sees("パスキー");
        await open.Press("ログアウト");
        await open.Follow("もう一度ログインする");
        await open.Sees("ログイン");
        await open.Press("パスキーでログイン");
        await open.Sees("自分の登録");
        await Assertions.Expect(open.Page.GetByText(person.Code)).ToBeVisibleAsync();

        // With the password alone there is no way on.
        await using var thief = await browser.Open(identity.Address);
        await thief.LogIn(person.Code, RunningIdentity.Password);
        await thief.Sees("パスキーが必要です");
        await thief.Page.GotoAsync("/authenticator");
        await thief.Sees("パスキーが必要です");
    }

    [Fact]
    public async Task After_ten_wrong_passwords_nobody_gets_in_until_an_operator_lets_them()
    {
        var person = await identity.NewSettledStaff();
        await using var open = await browser.Open(identity.Address);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            await open.LogIn(person.Code, "not the password");
        }

        await open.LogIn(person.Code, RunningIdentity.Password);
        await Assertions.Expect(open.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("ログインできません");
        await open.Sees("ログイン");
        await identity.Administrator.Get($"/staff/{person.Code}");
        await identity.Administrator.Send($"/staff/{person.Code}?handler=Unlock");
        await open.LogIn(person.Code, RunningIdentity.Password);
        await open.Sees("二つ目の確認");
    }

    [Fact]
    public async Task Logging_out_everywhere_logs_out_the_other_browser_too()
    {
        var person = await identity.NewSettledStaff();
        await using var here = await browser.Open(identity.Address);
        await using var there = await browser.Open(identity.Address);
        foreach (var (open, step) in ((OpenPage, int)[])[(here, 0), (there, 1)])
        {
            await open.LogIn(person.Code, RunningIdentity.Password);
            await open.Fill("確認コード", person.AppCode(step));
            await open.Press("確認する");
            await open.Sees("自分の登録");
        }

        await here.Follow("ログイン中の端末");
        await here.Sees("ログイン中の端末");
        await here.Press("すべての端末からログアウトする");
        await here.Sees("ログアウトしました");
        await there.Page.ReloadAsync();
        await there.Sees("ログイン");
    }

    [Fact]
    public async Task An_operator_adds_somebody_gives_roles_and_locks()
    {
        var operatorStaff = await identity.NewSettledStaff(Role.Operator);
        var code = $"s-{Guid.NewGuid():N}"[..12];
        await using var open = await browser.Open(identity.Address);
        await open.LogIn(operatorStaff.Code, RunningIdentity.Password);
        await open.Fill("確認コード", operatorStaff.AppCode(0));
        await open.Press("確認する");
        await open.Follow("利用者");
        await open.Sees("利用者");
        await open.Follow("利用者を加える");
        await open.Fill("職員コード", "山田太郎");
        await open.Press("加える");
        await Assertions.Expect(open.Page.GetByText("半角の英数字と . _ - で 64 文字までにしてください")).ToBeVisibleAsync();
        await open.Sees("利用者を加える");
        await open.Fill("職員コード", code);
        await open.Page.GetByLabel("記録担当（参加支援）").CheckAsync();
        await open.Press("加える");
        await Assertions.Expect(open.Page.Locator("#one-time-password")).ToBeVisibleAsync();
        await open.Sees($"利用者 {code}");
        await open.Page.GetByLabel("監査").CheckAsync();
        await open.Press("役割を変える");
        await Assertions.Expect(open.Page.GetByLabel("監査")).ToBeCheckedAsync();
        await Assertions.Expect(open.Page.Locator("#one-time-password")).ToHaveCountAsync(0);
        await open.Press("停止する");
        await Assertions.Expect(open.Page.GetByRole(AriaRole.Button, new() { Name = "再開する" })).ToBeVisibleAsync();
        await open.Sees($"利用者 {code}");
        await open.Page.GotoAsync("/nowhere");
        await open.Sees("見つかりません");
    }
}
