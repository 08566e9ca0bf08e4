using System.IO.Compression;
using System.Text;
using Imizu.Contracts.Access;
using Imizu.Contracts.Streams;
using Imizu.Testing.Browsers;
using Microsoft.Playwright;
using Xunit;
using static Imizu.Web.Tests.Recorded;
using static Microsoft.Playwright.Assertions;

namespace Imizu.Web.Tests;

/// <summary>Registers that were kept in tables until now, and tables of tallies.</summary>
[Collection(nameof(WebFixture))]
public sealed class ImportPagesTests(WebFixture web)
{
    private const string Register = """
        相談台帳（平成19年度）,,,,
        番号,相談受付日,経路,世帯の類型,支援プランの作成
        H19-1,H19.6.1,家族,単身世帯,H19.7.1
        H19-2,平成19年6月2日,家族・親族,単身世帯,
        H19-3,6.5.1,本人,単身世帯,
        H19-4,2007-06-04,本人,一人暮らし,2007-06-01
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private async Task<long> Recorded(string actor) => (await web.Read<StreamList>("consultation", $"/cases?actor={actor}&limit=50")).Total;

    [Fact]
    public async Task A_register_is_named_checked_row_by_row_recorded_and_not_a_second_time()
    {
        var (open, person) = await web.LogIn(Role.RecorderConsultation);
        await using var _1 = open;
        var marked = Register.Replace("H19-", $"{person.Code}-", StringComparison.Ordinal);
        await open.Follow("Excel や CSV の台帳を取り込む");
        await open.Press("次へ");
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ファイルを選んでください");
        await open.Page.GetByLabel("ファイル").SetInputFilesAsync(Csv("台帳.csv", marked));
        await open.Press("次へ");
        await open.Sees("相談の取込み");

        // What a heading says by itself is chosen; the rest somebody says once.
        await Expect(open.Page.GetByRole(AriaRole.Combobox, new() { Name = "相談受付日", Exact = true })).ToHaveValueAsync("receipt.on");
        await Expect(open.Page.GetByRole(AriaRole.Combobox, new() { Name = "世帯の類型", Exact = true })).ToHaveValueAsync("household.type");
        await open.Page.GetByRole(AriaRole.Combobox, new() { Name = "経路", Exact = true }).SelectOptionAsync("receipt.route");
        await open.Press("確かめる");
        await open.Page.GetByLabel("相談受付：受付の経路「家族」").SelectOptionAsync("family");
        await open.Sees("相談の取込み");
        await open.Page.GetByLabel("世帯の類型：種類「一人暮らし」").SelectOptionAsync("singlePerson");
        await open.Press("確かめる");

        await Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("4 行のうち 4 行を確かめました。正しい行 2、すでにある行 0、誤りのある行 2");
        var faults = open.Page.GetByRole(AriaRole.Table, new() { Name = "誤りのある行" }).Locator("tbody tr");
        await Expect(faults.First).ToContainTextAsync("B5");
        await Expect(faults.Last).ToContainTextAsync("E6");
        await open.Sees("相談の取込み");
        Assert.Equal(0, await Recorded(person.Code));
        var file = await (await open.Page.RunAndWaitForDownloadAsync(() => open.Follow("結果の列を付けた CSV"))).PathAsync();
        var lines = (await File.ReadAllTextAsync(file, Cancelled)).TrimEnd().Split("\r\n");
        Assert.EndsWith("正しい行です。", lines[1], StringComparison.Ordinal);
        Assert.Contains("B5：", lines[3], StringComparison.Ordinal);

        await open.Press("正しい 2 行を記録する");
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("記録した行 2");
        Assert.Equal(2, await Recorded(person.Code));

        // The same file again, mended: what was said of its columns and words is remembered, and what is there stays once.
        await open.Page.GotoAsync("/imports");
        await open.Page.GetByLabel("ファイル").SetInputFilesAsync(Csv("台帳.csv", marked.Replace("6.5.1", "R1.5.1", StringComparison.Ordinal).Replace("2007-06-01", "2007-06-30", StringComparison.Ordinal)));
        await open.Press("次へ");
        await Expect(open.Page.GetByRole(AriaRole.Combobox, new() { Name = "経路", Exact = true })).ToHaveValueAsync("receipt.route");
        await open.Press("確かめる");
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("4 行を確かめました。正しい行 2、すでにある行 2、誤りのある行 0");
        await open.Press("2 行を記録する");
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("記録した行 2");
        Assert.Equal(4, await Recorded(person.Code));

        // Contacts of the same cases, by their numbers of then; the same contact twice is two, and the same file twice is not, whoever sends it.
        var contacts = $"番号,実施日,方法,相談内容\n{person.Code}-1,H19.6.5,電話,家族関係、その他\n{person.Code}-1,H19.6.5,電話,家族関係、その他\nR99-1,H19.6.5,電話,その他\n";
        var (other, _) = await web.LogIn(Role.RecorderConsultation);
        await using var _2 = other;
        foreach (var (desk, told) in new[] { (open, "正しい行 2、すでにある行 0、誤りのある行 1"), (other, "正しい行 0、すでにある行 2、誤りのある行 1") })
        {
            await desk.Page.GotoAsync("/imports");
            await desk.Page.GetByLabel("ファイル").SetInputFilesAsync(Csv("相談記録.csv", contacts));
            await desk.Press("次へ");
            await desk.Page.GetByRole(AriaRole.Combobox, new() { Name = "実施日", Exact = true }).SelectOptionAsync("contacts.on");
            await desk.Press("確かめる");
            await Expect(desk.Page.GetByRole(AriaRole.Status)).ToContainTextAsync(told);
            await Expect(desk.Page.GetByRole(AriaRole.Table, new() { Name = "誤りのある行" })).ToContainTextAsync("「R99-1」に当たる相談がありません");
            if (desk == open)
            {
                await desk.Press("正しい 2 行を記録する");
                await Expect(desk.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("記録した行 2");
            }
        }

        var one = (await web.Read<StreamList>("consultation", $"/cases?actor={person.Code}&limit=50")).Items.Single(item => item.BegunOn == new DateOnly(2007, 6, 1));
        Assert.Equal(["相談受付", "世帯の類型", "支援プランの作成", "相談の記録", "相談の記録"], (await web.Read<HistoryAnswer>("consultation", $"/cases/{one.Id}")).Entries.Select(entry => entry.Word));
    }

    [Fact]
    public async Task What_is_no_table_or_too_much_is_refused_in_words_and_what_looks_like_a_formula_is_text()
    {
        var (open, _) = await web.LogIn(Role.RecorderParticipation);
        await using var _1 = open;
        var bomb = new MemoryStream();
        await using (var zip = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var sheet = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            await sheet.WriteAsync(new byte[200 * 1024 * 1024], Cancelled);
        }

        foreach (var (name, bytes, because) in ((string, byte[], string)[])
        [
            ("爆弾.xlsx", bomb.ToArray(), "Excel"), ("空.csv", "\n"u8.ToArray(), "空のファイルです。"), ("絵.png", [137, 80, 78, 71], "この種類のファイルは読めません"), ("壊れ.csv", [0xff, 0xfe, 0x80, 0x81], "文字コード"),
        ])
        {
            await open.Page.GotoAsync("/imports");
            await open.Page.GetByLabel("ファイル").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = bytes });
            await open.Press("次へ");
            await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(because);
        }

        await open.Sees("台帳の取込み");
        await open.Page.GetByLabel("ファイル").SetInputFilesAsync(new FilePayload { Name = "大.csv", MimeType = "text/csv", Buffer = new byte[11 * 1024 * 1024] });
        await open.Press("次へ");
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ファイルが大きすぎます");

        // Excel of a Japanese desk writes Shift_JIS.
        var sjis = CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes("番号,名称,実施日\nA-1,=1+1,\n");
        await open.Page.GotoAsync("/imports");
        await open.Page.GetByLabel("一行が何か").SelectOptionAsync("agencies");
        await open.Page.GetByLabel("ファイル").SetInputFilesAsync(new FilePayload { Name = "機関.csv", MimeType = "text/csv", Buffer = sjis });
        await open.Press("次へ");
        await open.Page.GetByRole(AriaRole.Combobox, new() { Name = "名称", Exact = true }).SelectOptionAsync("joining.name");
        await open.Press("確かめる");
        await Expect(open.Page.GetByText("必須の項目です")).ToBeVisibleAsync();
        var file = await (await open.Page.RunAndWaitForDownloadAsync(() => open.Follow("結果の列を付けた CSV"))).PathAsync();
        Assert.Contains("'=1+1", await File.ReadAllTextAsync(file, Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_tallies_is_looked_at_before_it_is_recorded()
    {
        const string Measure = "地域子育て支援拠点事業", Name = "子育て支援センター延べ利用者数";
        var (open, person) = await web.LogIn(Role.RecorderCommunityBuilding);
        await using var _1 = open;
        await open.Page.GotoAsync("/measures");
        await open.Follow("表を送る");
        await open.Page.GetByLabel("ファイル").SetInputFilesAsync(Csv("集計.csv", $"事業,項目,単位,開始日,終了日,値\n{Measure},{Name},人,2022-04-01,2022-04-30,120\n{Measure},{Name},件,2022-05-01,2022-05-31,8\n合計,,,,,128\n"));
        await open.Press("確かめる");
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("記録できる行 1、変わらない行 0、受け付けられない行 1");
        await Expect(open.Page.GetByRole(AriaRole.Table, new() { Name = "行ごとの結果" })).ToContainTextAsync("C3 単位");
        await open.Sees("件数の表を送る");
        Assert.DoesNotContain((await Tallied()).Entries, entry => entry.Actor == person.Code);

        await open.Press("1 行を記録する");
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("記録した行 1、変わらない行 0、受け付けられない行 1");
        Assert.Equal("120", Assert.Single((await Tallied()).Entries, entry => entry.Actor == person.Code).Data.GetProperty("value").GetRawText());

        Task<HistoryAnswer> Tallied() => web.Read<HistoryAnswer>("community-building", "/measures/child-rearing-centre-users");
    }
}
